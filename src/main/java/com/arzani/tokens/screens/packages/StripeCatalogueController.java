package com.arzani.tokens.screens.packages;

import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeLabel;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Binds the line about Stripe, the differences below it, and the question before they are sent.
public final class StripeCatalogueController {
    @FXML
    private VBox root;

    @FXML
    private Label stripeSummary;

    @FXML
    private ProgressBar stripeProgress;

    @FXML
    private Button stripeShow;

    @FXML
    private Button stripeLook;

    @FXML
    private Button stripeSend;

    @FXML
    private Banner stripeBanner;

    @FXML
    private VBox stripePanel;

    @FXML
    private Label stripeForeign;

    @FXML
    private TableView<StripeRow> stripeTable;

    @FXML
    private TableColumn<StripeRow, String> packageColumn;

    @FXML
    private TableColumn<StripeRow, String> fieldColumn;

    @FXML
    private TableColumn<StripeRow, String> oursColumn;

    @FXML
    private TableColumn<StripeRow, String> stripesColumn;

    @FXML
    private TableColumn<StripeRow, String> remedyColumn;

    @FXML
    private VBox stripeQuestion;

    @FXML
    private VBox stripeWill;

    @FXML
    private Button stripeConfirm;

    @FXML
    private Button stripeCancel;

    private final Kit kit;
    private final PackagesViewModel packages;
    private final StripeCatalogueViewModel model;

    public StripeCatalogueController(Kit kit, PackagesViewModel packages) {
        this.kit = kit;
        this.packages = packages;
        model = packages.stripe;
    }

    @FXML
    private void initialize() {
        shownWhile(root, new SimpleBooleanProperty(model.maySee).and(packages.editor.open.not()));
        stripeSummary.textProperty().bind(model.summary);
        shownWhile(stripeProgress, model.underWay);
        stripeProgress.progressProperty().bind(model.progress);
        stripeShow
                .textProperty()
                .bind(model.open.map(open ->
                        kit.texts().get(Boolean.TRUE.equals(open) ? "packages.stripe.hide" : "packages.stripe.show")));
        stripeShow.setOnAction(click -> model.open.set(!model.open.get()));
        stripeLook.disableProperty().bind(model.underWay);
        stripeLook.setOnAction(click -> model.look());
        stripeSend.disableProperty().bind(model.canSend.not());
        stripeSend.setOnAction(click -> ask());
        stripeSend.setVisible(model.maySend);
        stripeSend.setManaged(model.maySend);
        stripeBanner.show(model.failure, kit, model::look);
        shownWhile(stripePanel, model.open);
        // Closed, it is one line, and the versions get the room.
        model.open.subscribe(open -> VBox.setVgrow(root, Boolean.TRUE.equals(open) ? Priority.ALWAYS : Priority.NEVER));
        table();
        shownWhile(stripeQuestion, model.asking);
        model.question.subscribe(() -> stripeWill
                .getChildren()
                .setAll(model.question.stream()
                        .map(StripeCatalogueController::line)
                        .toList()));
        stripeConfirm.setOnAction(click -> model.send());
        stripeCancel.setOnAction(click -> model.asking.set(false));
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    private void table() {
        Columns.customerText(packageColumn, StripeRow::name);
        Columns.text(fieldColumn, StripeRow::field);
        Columns.customerText(oursColumn, StripeRow::ours);
        Columns.customerText(stripesColumn, StripeRow::stripes);
        Columns.text(remedyColumn, StripeRow::remedy);
        ColumnWidths.on(stripeTable);
        stripeTable.setItems(model.rows);
        stripeForeign
                .textProperty()
                .bind(model.report
                        .map(report -> kit.texts().get("catalogue.foreign", report.foreign()))
                        .orElse(""));
    }

    private static SafeLabel line(String text) {
        SafeLabel line = new SafeLabel();
        line.setCustomerText(text);
        line.setWrapText(true);
        return line;
    }

    private void ask() {
        model.ask();
        stripeConfirm.requestFocus();
    }

    private void pressed(KeyEvent key) {
        if (key.getCode() == KeyCode.ESCAPE && model.open.get()) {
            model.escape();
            key.consume();
        } else if (key.getCode() == KeyCode.ENTER && key.isControlDown() && model.asking.get()) {
            model.send();
            key.consume();
        }
    }

    private static void shownWhile(Node node, ObservableValue<Boolean> condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(node.visibleProperty());
    }
}
