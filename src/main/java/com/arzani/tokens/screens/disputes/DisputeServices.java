package com.arzani.tokens.screens.disputes;

import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.payments.disputes.DisputeDesk;

/// @param record says in the audit that evidence leaves the database as a file
/// @param mayAnswer finance and administrators; the database judges again
public record DisputeServices(DisputeDesk desk, ExportRecord record, boolean mayAnswer) {}
