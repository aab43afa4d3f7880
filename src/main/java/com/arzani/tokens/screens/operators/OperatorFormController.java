package com.arzani.tokens.screens.operators;

import com.arzani.tokens.access.RoleRequest;
import com.arzani.tokens.screens.operators.OperatorFormViewModel.Mode;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeLabel;
import java.util.function.BooleanSupplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;

/// Binds the form beside the operators.
public final class OperatorFormController {
    @FXML
    private SafeLabel heading;

    @FXML
    private Node passwordBox;

    @FXML
    private Label passwordHint;

    @FXML
    private TextField password;

    @FXML
    private Button copy;

    @FXML
    private Button hide;

    @FXML
    private Node identity;

    @FXML
    private TextField login;

    @FXML
    private TextField name;

    @FXML
    private FormField roleField;

    @FXML
    private ComboBox<RoleWords> role;

    @FXML
    private FormField reasonField;

    @FXML
    private TextArea reason;

    @FXML
    private Banner banner;

    @FXML
    private Button create;

    @FXML
    private Button setRole;

    @FXML
    private Button reset;

    @FXML
    private Button disable;

    @FXML
    private Button enable;

    @FXML
    private Button approve;

    @FXML
    private Button reject;

    @FXML
    private Hyperlink audit;

    @FXML
    private Label own;

    private final Kit kit;
    private final OperatorFormViewModel model;

    public OperatorFormController(Kit kit, OperatorFormViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        banner.show(model.failure, kit, null);
        bindPassword();
        login.textProperty().bindBidirectional(model.login);
        name.textProperty().bindBidirectional(model.name);
        role.getItems().setAll(model.roles);
        role.valueProperty().bindBidirectional(model.role);
        reason.textProperty().bindBidirectional(model.reason);
        reasonField.problemProperty().bind(model.reasonProblem);
        shown(identity, when(() -> is(Mode.NEW)));
        shown(roleField, when(() -> is(Mode.NEW) || is(Mode.OPERATOR)));
        shown(reasonField, when(() -> !is(Mode.OWN)));
        shown(own, when(() -> is(Mode.OWN)));
        shown(audit, when(() -> is(Mode.OPERATOR) || is(Mode.OWN)));
        audit.setOnAction(click -> model.openAudit());
        button(create, model::create, () -> is(Mode.NEW));
        button(setRole, model::setRole, () -> is(Mode.OPERATOR));
        button(reset, model::reset, () -> is(Mode.OPERATOR));
        button(disable, model::disable, () -> is(Mode.OPERATOR) && active());
        button(enable, model::enable, () -> is(Mode.OPERATOR) && !active());
        button(approve, () -> model.decide(true), () -> is(Mode.REQUEST) && !model.ownRequest());
        button(reject, () -> model.decide(false), () -> is(Mode.REQUEST));
        create.disableProperty()
                .bind(model.ready.not().or(model.login.isEmpty()).or(model.name.isEmpty()));
        setRole.disableProperty().bind(model.ready.not().or(model.role.isNull()));
        Runnable tell = () -> heading.setCustomerText(words());
        model.mode.subscribe(tell);
        model.operator.subscribe(tell);
        model.request.subscribe(tell);
        tell.run();
    }

    private void bindPassword() {
        password.textProperty().bind(model.passwordProperty());
        shown(passwordBox, model.passwordProperty().isNotEmpty());
        passwordHint
                .textProperty()
                .bind(model.passwordOfProperty().map(who -> kit.texts().get("operators.password.hint", who)));
        copy.setOnAction(click -> model.copyPassword());
        hide.setOnAction(click -> model.hidePassword());
    }

    private String words() {
        return switch (model.mode.get()) {
            case NEW -> kit.texts().get("operators.heading.new");
            case OPERATOR, OWN ->
                model.operator.get() == null
                        ? ""
                        : kit.texts()
                                .get(
                                        "operators.heading.one",
                                        model.operator.get().name(),
                                        model.operator.get().login());
            case REQUEST -> asked(model.request.get());
        };
    }

    private String asked(RoleRequest one) {
        return kit.texts()
                .get(
                        "operators.heading.request",
                        one.requestedBy(),
                        one.login(),
                        RoleWords.of(one.role(), kit.texts()));
    }

    private boolean is(Mode mode) {
        return model.mode.get() == mode;
    }

    private boolean active() {
        return model.operator.get() != null && model.operator.get().account().active();
    }

    private BooleanBinding when(BooleanSupplier condition) {
        return Bindings.createBooleanBinding(condition::getAsBoolean, model.mode, model.operator, model.request);
    }

    private void button(Button button, Runnable action, BooleanSupplier offered) {
        button.setOnAction(click -> action.run());
        shown(button, when(offered));
        button.disableProperty().bind(model.ready.not());
    }

    private static void shown(Node node, BooleanBinding condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    void focusLogin() {
        login.requestFocus();
    }

    void focusReason() {
        reason.requestFocus();
    }
}
