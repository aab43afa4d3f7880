package com.arzani.tokens.ui;

import javafx.beans.DefaultProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// A control with its label above (bound to it, for mnemonics and screen readers) and, below, its hint or what is wrong
/// with what was typed.
///
/// In FXML: `<FormField fx:id="reasonField" label="%…" hint="%…"><TextField fx:id="reason"/></FormField>`; the
/// controller
/// binds [#problemProperty] to the view-model.
@DefaultProperty("control")
public final class FormField extends VBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final Label label = new Label();
    private final Label below = new Label();
    private final ObjectProperty<Node> control = new SimpleObjectProperty<>();
    private final StringProperty hint = new SimpleStringProperty("");
    private final StringProperty problem = new SimpleStringProperty("");

    public FormField() {
        super(4);
        getStyleClass().add("form-field");
        label.getStyleClass().add("form-label");
        below.getStyleClass().add("form-hint");
        below.setWrapText(true);
        label.setMnemonicParsing(true);
        label.labelForProperty().bind(control);
        control.addListener((value, old, node) -> place(node));
        hint.addListener((value, old, text) -> tell());
        problem.addListener((value, old, text) -> tell());
        tell();
    }

    private void place(Node node) {
        if (node instanceof Control field) {
            field.setMaxWidth(Double.MAX_VALUE);
            field.accessibleTextProperty().bind(label.textProperty());
        }
        getChildren().setAll(label, node, below);
    }

    private void tell() {
        boolean wrong = problem.get() != null && !problem.get().isEmpty();
        String text = wrong ? problem.get() : hint.get();
        below.setText(text);
        below.setVisible(text != null && !text.isEmpty());
        below.setManaged(below.isVisible());
        pseudoClassStateChanged(WRONG, wrong);
        if (control.get() != null) {
            control.get().setAccessibleHelp(text);
        }
    }

    public ObjectProperty<Node> controlProperty() {
        return control;
    }

    public Node getControl() {
        return control.get();
    }

    public void setControl(Node node) {
        control.set(node);
    }

    /// What is wrong with the value, in a sentence; empty or null when nothing is.
    public StringProperty problemProperty() {
        return problem;
    }

    public String getLabel() {
        return label.getText();
    }

    public void setLabel(String text) {
        label.setText(text);
    }

    public StringProperty labelProperty() {
        return label.textProperty();
    }

    public String getHint() {
        return hint.get();
    }

    public void setHint(String text) {
        hint.set(text);
    }

    public StringProperty hintProperty() {
        return hint;
    }
}
