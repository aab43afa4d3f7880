/// Seals over the ledger, signed outside the database, and the runs that prove it by day and night.
package com.arzani.tokens.proof;
