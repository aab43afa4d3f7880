package com.arzani.tokens.ui;

import java.util.List;

/// Finds records for the Ctrl+K field. A screen's services implement it; called off the FX thread.
public interface QuickFind {
    /// What `text` (a name, an e-mail, any pasted id) leads to; at most `rowsMax` hits, the best first.
    List<Hit> find(String text, int rowsMax);

    /// @param title may hold customers' text, it is shown through [SafeText]
    /// @param exact true if the text names this one record, such as a whole id
    record Hit(String icon, String title, String detail, Target target, boolean exact) {}
}
