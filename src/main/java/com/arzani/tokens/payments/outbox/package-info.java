/// Requests to Stripe that must happen once: written down with their key first, then sent by whichever process runs
/// jobs.
package com.arzani.tokens.payments.outbox;
