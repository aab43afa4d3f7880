/// Stripe's events: checked, kept before anything is done about them, and worked off by any number of workers.
package com.arzani.tokens.payments.inbox;
