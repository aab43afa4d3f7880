package com.arzani.tokens.screens.audit;

import com.arzani.tokens.access.AuditTrail;
import com.arzani.tokens.insight.AuditExport;

/// What this screen works with.
public record AuditServices(AuditTrail trail, AuditExport export) {}
