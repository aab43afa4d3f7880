package com.arzani.tokens.screens.tieout;

import com.arzani.tokens.reconciliation.ReportLine;
import com.arzani.tokens.reconciliation.ReportLine.Section;
import java.util.EnumSet;
import java.util.Set;

/// Which lines are shown.
enum TieoutPart {
    TOTALS(EnumSet.of(Section.TOKENS, Section.BALANCE, Section.COMPARED)),
    PAYOUTS(EnumSet.of(Section.PAYOUT)),
    DIFFERING(EnumSet.of(Section.ITEM));

    private final Set<Section> sections;

    TieoutPart(Set<Section> sections) {
        this.sections = Set.copyOf(sections);
    }

    boolean holds(ReportLine line) {
        return sections.contains(line.section());
    }
}
