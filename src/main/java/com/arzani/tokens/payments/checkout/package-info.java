/// Orders and the Stripe checkouts in which customers pay for them.
package com.arzani.tokens.payments.checkout;
