/// Whether a Stripe account and its key are set up as this program needs them.
package com.arzani.tokens.payments.check;
