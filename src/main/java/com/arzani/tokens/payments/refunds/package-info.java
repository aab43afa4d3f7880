/// Money that goes back: refunds booked as Stripe has them, and the console's own, asked for and sent.
package com.arzani.tokens.payments.refunds;
