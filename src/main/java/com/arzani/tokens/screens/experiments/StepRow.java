package com.arzani.tokens.screens.experiments;

/// What the end does to one package.
record StepRow(String what, String name, String before, String after) {}
