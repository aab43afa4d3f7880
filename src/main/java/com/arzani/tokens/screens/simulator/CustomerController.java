package com.arzani.tokens.screens.simulator;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.payments.simulator.SimulatorDesk;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.StringConverter;

/// Binds what a customer does.
public final class CustomerController {
    @FXML
    private Node customerForm;

    @FXML
    private FormField userField;

    @FXML
    private TextField user;

    @FXML
    private ComboBox<SimulatorDesk.Package> tokenPackage;

    @FXML
    private Button buy;

    @FXML
    private Button buyLater;

    @FXML
    private Button buyDeclined;

    @FXML
    private Button order;

    private final Kit kit;
    private final CustomerViewModel model;

    public CustomerController(Kit kit, CustomerViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        user.textProperty().bindBidirectional(model.user);
        userField.problemProperty().bind(model.userProblem);
        tokenPackage.setItems(model.packages);
        tokenPackage.valueProperty().bindBidirectional(model.chosen);
        tokenPackage.setConverter(new PackageWords(kit));
        bind(buy, CustomerViewModel.Way.PAY);
        bind(buyLater, CustomerViewModel.Way.PAY_LATER);
        bind(buyDeclined, CustomerViewModel.Way.DECLINE);
        bind(order, CustomerViewModel.Way.LEAVE);
        customerForm.addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            if (key.isShortcutDown() && key.getCode() == KeyCode.ENTER) {
                model.buy(CustomerViewModel.Way.PAY);
                key.consume();
            }
        });
    }

    private void bind(Button button, CustomerViewModel.Way way) {
        button.disableProperty().bind(model.canBuy.not());
        button.setOnAction(click -> model.buy(way));
    }

    void activate() {
        model.load();
        user.requestFocus();
    }

    void deactivate() {
        model.leave();
    }

    /// A package with its price.
    private static final class PackageWords extends StringConverter<SimulatorDesk.Package> {
        private final Kit kit;

        PackageWords(Kit kit) {
            this.kit = kit;
        }

        @Override
        public String toString(SimulatorDesk.Package offered) {
            return offered == null
                    ? ""
                    : kit.texts().get("simulator.package", offered.name(), new Pence(offered.pence()).toString());
        }

        @Override
        public SimulatorDesk.Package fromString(String words) {
            throw new UnsupportedOperationException("the box is not editable");
        }
    }
}
