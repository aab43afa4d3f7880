package com.arzani.tokens.screens.signin;

import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.PasswordField;

/// Binds the screen that asks for a new password.
public final class NewPasswordController implements ScreenController {
    @FXML
    private Banner banner;

    @FXML
    private FormField passwordField;

    @FXML
    private PasswordField password;

    @FXML
    private FormField againField;

    @FXML
    private PasswordField again;

    @FXML
    private Button save;

    @FXML
    private Button leave;

    private final Kit kit;
    private final NewPasswordViewModel model;
    private final Runnable leaving;

    /// @param leaving what "Not now" or "Sign out" does
    public NewPasswordController(Kit kit, NewPasswordViewModel model, Runnable leaving) {
        this.kit = kit;
        this.model = model;
        this.leaving = leaving;
    }

    @FXML
    private void initialize() {
        banner.show(model.failure, kit, null);
        password.textProperty().bindBidirectional(model.password);
        passwordField.problemProperty().bind(model.passwordProblem);
        again.textProperty().bindBidirectional(model.again);
        againField.problemProperty().bind(model.againProblem);
        save.disableProperty().bind(model.canSave.not());
        save.setOnAction(click -> model.save());
        leave.setOnAction(click -> leaving.run());
    }

    @Override
    public void activate() {
        password.requestFocus();
    }
}
