package com.arzani.tokens.ui;

import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.stage.Window;

/// A question asked only before what cannot be taken back. The confirming button carries the verb; Esc and Enter leave
/// everything as it is.
public final class Dialogs {
    private final Texts texts;

    public Dialogs(Texts texts) {
        this.texts = texts;
    }

    /// @param question names what is at risk
    /// @param verb     the confirming button, such as "Delete the draft"
    /// @return true if the person confirmed
    public boolean confirm(Window owner, String question, String consequence, String verb) {
        ButtonType yes = new ButtonType(verb, ButtonBar.ButtonData.OK_DONE);
        ButtonType no = new ButtonType(texts.get("dialog.keep"), ButtonBar.ButtonData.CANCEL_CLOSE);
        Alert alert = new Alert(Alert.AlertType.NONE, consequence, yes, no);
        alert.initOwner(owner);
        alert.setTitle(question);
        alert.setHeaderText(question);
        Button confirm = (Button) alert.getDialogPane().lookupButton(yes);
        confirm.setDefaultButton(false);
        confirm.getStyleClass().add("danger");
        ((Button) alert.getDialogPane().lookupButton(no)).setDefaultButton(true);
        return alert.showAndWait().filter(answer -> answer == yes).isPresent();
    }
}
