package com.arzani.tokens.ui;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.javafx.FontIcon;

/// The line inside a screen that says what went wrong and what to do. Hidden while there is nothing to say.
public final class Banner extends HBox {
    private final FontIcon icon = new FontIcon();
    private final Label text = new Label();
    private final Button details = new Button();
    private final Button again = new Button();

    public Banner() {
        super(8);
        getStyleClass().add("banner");
        setAlignment(Pos.CENTER_LEFT);
        text.setWrapText(true);
        text.setMaxWidth(Double.MAX_VALUE);
        text.setMnemonicParsing(false);
        text.setMinHeight(USE_PREF_SIZE);
        setHgrow(text, Priority.ALWAYS);
        details.getStyleClass().addAll("small", "copy-details");
        again.getStyleClass().addAll("small", "try-again");
        details.setMinWidth(USE_PREF_SIZE);
        again.setMinWidth(USE_PREF_SIZE);
        getChildren().setAll(icon, text, details, again);
        tell(null, null);
    }

    /// Shows a view-model's failure as long as it has one.
    ///
    /// @param retry what "Try again" does; null if trying again would not help
    public void show(ObservableValue<Failure> failure, Kit kit, Runnable retry) {
        details.setText(kit.texts().get("banner.copy_details"));
        details.setOnAction(click -> kit.desktop().copy(failure.getValue().details()));
        again.setText(kit.texts().get("banner.try_again"));
        again.setOnAction(click -> retry.run());
        failure.addListener((value, old, now) -> tell(now, retry));
        tell(failure.getValue(), retry);
    }

    private void tell(Failure failure, Runnable retry) {
        setVisible(failure != null);
        setManaged(failure != null);
        if (failure == null) {
            return;
        }
        Severity severity = failure.severity();
        getStyleClass().setAll("banner", severity.styleClass());
        icon.setIconLiteral(severity.icon());
        text.setText(failure.text());
        setAccessibleText(failure.text());
        set(details, failure.unexpected());
        set(again, retry != null && failure.kind() != Failure.Kind.REJECTED);
    }

    private static void set(Button button, boolean shown) {
        button.setVisible(shown);
        button.setManaged(shown);
    }
}
