package com.arzani.tokens.demonstration;

/// What every activity works with.
record Scene(Rows rows, LedgerModel ledger, Agenda agenda, Draws draws, People people, Listings listings) {}
