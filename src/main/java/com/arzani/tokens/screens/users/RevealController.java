package com.arzani.tokens.screens.users;

import com.arzani.tokens.market.ContactDetails;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeLabel;
import javafx.beans.value.ObservableBooleanValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

/// The line under the header in which e-mail and phone are asked for and shown.
public final class RevealController {
    @FXML
    private Node root;

    @FXML
    private Button ask;

    @FXML
    private Node form;

    @FXML
    private Node hint;

    @FXML
    private FormField reasonField;

    @FXML
    private TextField reason;

    @FXML
    private Button reveal;

    @FXML
    private Button cancel;

    @FXML
    private Node shown;

    @FXML
    private SafeLabel email;

    @FXML
    private SafeLabel phone;

    @FXML
    private Button copyEmail;

    @FXML
    private Button copyPhone;

    @FXML
    private Button hide;

    @FXML
    private Banner banner;

    private final Kit kit;
    private final RevealViewModel model;

    public RevealController(Kit kit, RevealViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        root.setVisible(model.allowed());
        root.setManaged(model.allowed());
        showIf(ask, model.asking.not().and(model.details.isNull()));
        showIf(form, model.asking);
        showIf(hint, model.asking);
        showIf(shown, model.details.isNotNull());
        reason.textProperty().bindBidirectional(model.reason);
        reasonField.problemProperty().bind(model.reasonProblem);
        reveal.disableProperty().bind(model.canReveal.not());
        banner.show(model.failure, kit, null);
        ask.setOnAction(click -> {
            model.ask();
            reason.requestFocus();
        });
        reveal.setOnAction(click -> model.reveal());
        reason.setOnAction(enter -> reveal.fire());
        cancel.setOnAction(click -> model.hide());
        hide.setOnAction(click -> model.hide());
        form.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ESCAPE) {
                model.hide();
                key.consume();
            }
        });
        copyEmail.setOnAction(click -> model.copy(model.details.get().email()));
        copyPhone.setOnAction(click -> model.copy(model.details.get().phone()));
        model.details.addListener((value, old, details) -> tell(details));
    }

    private void tell(ContactDetails details) {
        String number = details == null ? null : details.phone();
        email.setCustomerText(details == null ? "" : details.email());
        phone.setCustomerText(number == null ? kit.texts().get("users.reveal.no_phone") : number);
        copyPhone.setDisable(number == null);
    }

    private static void showIf(Node node, ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }
}
