package com.arzani.tokens.screens.transactions;

import com.arzani.tokens.ui.Target;

/// A field of the shown entry.
///
/// @param target what it leads to; null if nothing
record FieldRow(String label, String value, Target target) {
    static FieldRow of(String label, String value) {
        return new FieldRow(label, value, null);
    }
}
