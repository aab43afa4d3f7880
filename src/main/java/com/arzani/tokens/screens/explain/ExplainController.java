package com.arzani.tokens.screens.explain;

import com.arzani.tokens.ledger.BalanceExplanation;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeLabel;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.Target;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/// Whose balance, at which moment; the answer has controllers of its own.
public final class ExplainController implements ScreenController {
    @FXML
    private FormField userField;

    @FXML
    private TextField user;

    @FXML
    private FormField momentField;

    @FXML
    private TextField moment;

    @FXML
    private Button explain;

    @FXML
    private Button now;

    @FXML
    private Banner banner;

    @FXML
    private Banner chargeBanner;

    @FXML
    private Node none;

    @FXML
    private Node shown;

    @FXML
    private Node charge;

    @FXML
    private SafeLabel name;

    @FXML
    private Label id;

    @FXML
    private Label as;

    @FXML
    private Label balance;

    @FXML
    private Label owed;

    @FXML
    private Hyperlink openUser;

    @FXML
    private Hyperlink openWallet;

    @FXML
    private Hyperlink openEntries;

    private final Kit kit;
    private final ExplainViewModel model;

    public ExplainController(Kit kit, ExplainViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        user.textProperty().bindBidirectional(model.user);
        moment.textProperty().bindBidirectional(model.moment);
        userField.problemProperty().bind(model.userProblem);
        momentField.problemProperty().bind(model.momentProblem);
        user.setOnAction(enter -> model.explainTyped());
        moment.setOnAction(enter -> model.explainTyped());
        explain.setOnAction(click -> model.explainTyped());
        now.setOnAction(click -> model.explainNow());
        banner.show(model.failureProperty(), kit, model::explainTyped);
        chargeBanner.show(model.charge().failureProperty(), kit, model.charge()::refresh);
        openUser.setOnAction(click -> model.openUser());
        openWallet.setOnAction(click -> model.openWallet());
        openEntries.setOnAction(click -> model.openEntries());
        var balances = model.shownProperty();
        var charges = model.charge().shownProperty();
        charge.visibleProperty().bind(charges.isNotNull());
        shown.visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> balances.get() != null && charges.get() == null, balances, charges));
        none.visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> balances.get() == null && charges.get() == null, balances, charges));
        balances.subscribe(this::tell);
    }

    private void tell(BalanceExplanation read) {
        if (read == null) {
            return;
        }
        name.setCustomerText(read.name());
        id.setText(kit.texts().get("explain.of", Long.toString(read.userId())));
        as.setText(model.as());
        balance.setText(read.balance().toString());
        owed.setText(read.owed().toString());
    }

    @Override
    public void activate() {
        user.requestFocus();
    }

    @Override
    public void deactivate() {
        model.leave();
    }

    @Override
    public void show(Target target) {
        model.open(target);
    }

    @Override
    public void refresh() {
        model.refresh();
    }
}
