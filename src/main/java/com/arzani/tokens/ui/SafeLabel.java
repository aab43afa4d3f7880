package com.arzani.tokens.ui;

import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Label;

/// A label for text that customers wrote: see [SafeText]. An underscore is an underscore (H16).
public final class SafeLabel extends Label {
    private final StringProperty customerText = new SimpleStringProperty("");

    public SafeLabel() {
        setMnemonicParsing(false);
        textProperty().bind(customerText.map(SafeText::line).orElse(""));
    }

    /// The text as the customer wrote it.
    public StringProperty customerTextProperty() {
        return customerText;
    }

    public String getCustomerText() {
        return customerText.get();
    }

    public void setCustomerText(String text) {
        customerText.set(text);
    }
}
