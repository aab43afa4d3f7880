package com.arzani.tokens.screens.tieout;

import com.arzani.tokens.insight.ReconciliationExport;
import com.arzani.tokens.reconciliation.PackageEdits;
import com.arzani.tokens.reconciliation.ReconciliationReport;

/// What the tie-out stands on.
public record TieoutServices(ReconciliationReport report, ReconciliationExport export, PackageEdits edits) {}
