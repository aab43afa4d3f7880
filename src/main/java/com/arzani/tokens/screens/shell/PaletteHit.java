package com.arzani.tokens.screens.shell;

import com.arzani.tokens.ui.Target;

/// One line of what the Ctrl+K field found.
record PaletteHit(String icon, String title, String detail, Target target, boolean exact) {}
