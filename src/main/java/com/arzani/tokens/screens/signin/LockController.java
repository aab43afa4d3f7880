package com.arzani.tokens.screens.signin;

import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;

/// Binds the cover over an idle console.
public final class LockController implements ScreenController {
    @FXML
    private Label who;

    @FXML
    private Banner banner;

    @FXML
    private FormField passwordField;

    @FXML
    private PasswordField password;

    @FXML
    private Button unlock;

    @FXML
    private Button signOut;

    private final Kit kit;
    private final LockViewModel model;

    public LockController(Kit kit, LockViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        who.setText(kit.texts().get("signin.lock.who", model.cover().operator()));
        banner.show(model.failure, kit, null);
        passwordField.setVisible(!model.cover().byClick());
        passwordField.setManaged(!model.cover().byClick());
        password.textProperty().bindBidirectional(model.password);
        unlock.disableProperty().bind(model.canUnlock.not());
        unlock.setOnAction(click -> model.unlock());
        signOut.setOnAction(click -> model.cover().signOut().run());
    }

    @Override
    public void activate() {
        (model.cover().byClick() ? unlock : password).requestFocus();
    }
}
