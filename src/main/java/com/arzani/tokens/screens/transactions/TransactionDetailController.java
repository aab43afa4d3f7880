package com.arzani.tokens.screens.transactions;

import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.Kit;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// One entry with all its fields.
public final class TransactionDetailController {
    @FXML
    private Label title;

    @FXML
    private Button close;

    @FXML
    private Banner banner;

    @FXML
    private VBox body;

    @FXML
    private Button openWallet;

    @FXML
    private Button why;

    @FXML
    private Button reverse;

    @FXML
    private Button copyId;

    @FXML
    private Button copyKey;

    @FXML
    private Button copyStripe;

    @FXML
    private Button copyJson;

    @FXML
    private Label lots;

    @FXML
    private GridPane fields;

    @FXML
    private TextArea metadata;

    private final Kit kit;

    public TransactionDetailController(Kit kit) {
        this.kit = kit;
    }

    void bind(TransactionsViewModel model) {
        TransactionDetailViewModel detail = model.detail;
        detail.detailProperty().subscribe(shown -> tell(detail, shown));
        detail.fields.addListener((Observable changed) -> layOut(detail));
        banner.show(detail.failureProperty(), kit, detail::reload);
        close.setOnAction(click -> model.closeDetail());
        openWallet.setOnAction(click -> detail.openWallet());
        reverse.disableProperty()
                .bind(Bindings.createBooleanBinding(() -> !detail.canReverse(), detail.detailProperty()));
        why.setOnAction(click -> detail.explain());
        reverse.setOnAction(click -> detail.reverse());
        copyId.setOnAction(click -> detail.copyId());
        copyKey.setOnAction(click -> detail.copyKey());
        copyStripe.setOnAction(click -> detail.copyStripe());
        copyJson.setOnAction(click -> detail.copyJson());
    }

    private void tell(TransactionDetailViewModel detail, TransactionDetail shown) {
        showIf(body, shown != null);
        if (shown == null) {
            return;
        }
        title.setText(kit.texts()
                .get("transactions.detail.title", Long.toString(shown.entry().id())));
        showIf(copyStripe, shown.entry().paymentIntentId() != null);
        lots.setText(detail.lots());
        metadata.setText(detail.metadata());
    }

    private void layOut(TransactionDetailViewModel detail) {
        List<Node> nodes = new ArrayList<>();
        int row = 0;
        for (FieldRow field : detail.fields) {
            Label label = new Label(field.label());
            label.setMinWidth(Label.USE_PREF_SIZE);
            label.getStyleClass().add("transaction-field");
            Node value = value(detail, field);
            label.setLabelFor(value);
            GridPane.setConstraints(label, 0, row);
            GridPane.setConstraints(value, 1, row++);
            GridPane.setHgrow(value, Priority.ALWAYS);
            GridPane.setValignment(label, javafx.geometry.VPos.TOP);
            nodes.add(label);
            nodes.add(value);
        }
        fields.getChildren().setAll(nodes);
    }

    private static Node value(TransactionDetailViewModel detail, FieldRow field) {
        if (field.target() != null) {
            Hyperlink link = new Hyperlink(field.value());
            link.setMnemonicParsing(false);
            link.setOnAction(click -> detail.open(field.target()));
            return link;
        }
        Label text = new Label(field.value());
        text.setMnemonicParsing(false);
        text.setWrapText(true);
        text.setMinHeight(Label.USE_PREF_SIZE);
        return text;
    }

    private static void showIf(Node node, boolean condition) {
        node.setVisible(condition);
        node.setManaged(condition);
    }
}
