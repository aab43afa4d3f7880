/// What the inbox and the outbox have in common: rows leased to workers, which many processes may run at once.
package com.arzani.tokens.payments.queue;
