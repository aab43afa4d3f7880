/// Disputes: booked as Stripe tells them, shown with what of the purchase is left, answered with our own records.
package com.arzani.tokens.payments.disputes;
