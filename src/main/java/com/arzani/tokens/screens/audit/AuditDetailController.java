package com.arzani.tokens.screens.audit;

import com.arzani.tokens.access.AuditEvent;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.Kit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/// One event, field by field.
public final class AuditDetailController {
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");

    @FXML
    private Label title;

    @FXML
    private Button close;

    @FXML
    private Button openCustomer;

    @FXML
    private Button openSubject;

    @FXML
    private Button bySame;

    @FXML
    private Button copy;

    @FXML
    private GridPane fields;

    @FXML
    private TableView<ChangeRow> changes;

    @FXML
    private TableColumn<ChangeRow, String> fieldColumn;

    @FXML
    private TableColumn<ChangeRow, String> beforeColumn;

    @FXML
    private TableColumn<ChangeRow, String> afterColumn;

    private final Kit kit;

    public AuditDetailController(Kit kit) {
        this.kit = kit;
    }

    @FXML
    private void initialize() {
        Columns.id(fieldColumn, ChangeRow::field);
        Columns.customerText(beforeColumn, ChangeRow::before);
        Columns.customerText(afterColumn, ChangeRow::after);
        ColumnWidths.on(changes);
        changes.setRowFactory(view -> new TableRow<>() {
            @Override
            protected void updateItem(ChangeRow row, boolean empty) {
                super.updateItem(row, empty);
                pseudoClassStateChanged(CHANGED, !empty && row != null && row.changed());
            }
        });
    }

    void bind(AuditViewModel model) {
        AuditDetailViewModel detail = model.detail;
        changes.setItems(detail.changes);
        close.setOnAction(click -> detail.close());
        openCustomer.setOnAction(click -> detail.openCustomer());
        openSubject.setOnAction(click -> detail.openSubject());
        bySame.setOnAction(click -> model.onlyBy(detail.shownProperty().get().actor()));
        copy.setOnAction(click -> detail.copy());
        detail.shownProperty().subscribe(event -> tell(detail, event));
    }

    private void tell(AuditDetailViewModel detail, AuditEvent event) {
        if (event == null) {
            return;
        }
        title.setText(detail.title());
        bySame.setText(kit.texts().get("audit.detail.by_same", event.actor()));
        showIf(openCustomer, detail.hasCustomer());
        showIf(openSubject, detail.hasPlace());
        showIf(bySame, detail.mayFollow());
        List<Node> nodes = new ArrayList<>();
        int row = 0;
        for (Map.Entry<String, String> field : detail.fields()) {
            Label label = new Label(field.getKey());
            label.setMinWidth(Label.USE_PREF_SIZE);
            label.getStyleClass().add("audit-field");
            Label value = new Label(field.getValue());
            value.setMnemonicParsing(false);
            value.setWrapText(true);
            value.setMinHeight(Label.USE_PREF_SIZE);
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

    private static void showIf(Node node, boolean condition) {
        node.setVisible(condition);
        node.setManaged(condition);
    }

    /// Enter on a row goes here.
    void focus() {
        changes.requestFocus();
        changes.getSelectionModel().selectFirst();
    }
}
