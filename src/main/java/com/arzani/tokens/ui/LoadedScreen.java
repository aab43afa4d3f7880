package com.arzani.tokens.ui;

import javafx.scene.Parent;

/// A screen's nodes with their controller.
public record LoadedScreen<C>(Parent root, C controller) {}
