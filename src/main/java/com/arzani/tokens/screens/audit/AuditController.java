package com.arzani.tokens.screens.audit;

import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.FilterChips;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.SideDetail;
import com.arzani.tokens.ui.Target;
import java.time.Instant;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TextField;

/// The audit: filters above, the endless list, one event beside it.
public final class AuditController implements ScreenController {
    @FXML
    private Label own;

    @FXML
    private Node exporting;

    @FXML
    private Label exportStep;

    @FXML
    private ProgressBar exportBar;

    @FXML
    private Button exportCancel;

    @FXML
    private Button export;

    @FXML
    private FormField filterField;

    @FXML
    private TextField filter;

    @FXML
    private MenuButton add;

    @FXML
    private FilterChips chips;

    @FXML
    private SplitPane split;

    private SideDetail side;

    @FXML
    private KeyTable<AuditRow> table;

    @FXML
    private TableColumn<AuditRow, Instant> timeColumn;

    @FXML
    private TableColumn<AuditRow, String> byColumn;

    @FXML
    private TableColumn<AuditRow, String> actionColumn;

    @FXML
    private TableColumn<AuditRow, String> aboutColumn;

    @FXML
    private TableColumn<AuditRow, String> customerColumn;

    @FXML
    private TableColumn<AuditRow, String> reasonColumn;

    @FXML
    private Node detail;

    @FXML
    private AuditDetailController detailController;

    private final Kit kit;
    private final AuditViewModel model;

    public AuditController(Kit kit, AuditViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        Columns.time(timeColumn, kit.times(), row -> row.event().at());
        Columns.customerText(byColumn, row -> row.event().actor());
        Columns.text(actionColumn, AuditRow::action);
        Columns.customerText(aboutColumn, AuditRow::about);
        Columns.id(customerColumn, AuditRow::customer);
        Columns.customerText(reasonColumn, AuditRow::reason);
        table.show(model.rows, kit);
        table.selectedProperty().subscribe(row -> {
            if (row != null) {
                model.detail.show(row.event());
            }
        });
        table.setOnOpen(row -> detailController.focus());
        own.setVisible(!model.readsAll());
        own.setManaged(!model.readsAll());
        filter.textProperty().bindBidirectional(model.typed);
        filter.setOnAction(enter -> model.applyTyped());
        filterField.problemProperty().bind(model.typedProblemProperty());
        chips.show(model.chips, kit.texts(), model::remove, model::clear);
        AuditTerms.NAMES.forEach(name -> add.getItems().add(begun(name)));
        bindExport();
        detailController.bind(model);
        side = new SideDetail(split, detail, 0.58);
        model.detail.shownProperty().subscribe(shown -> showDetail(shown != null));
    }

    /// A filter begun in the typed line.
    private MenuItem begun(String name) {
        MenuItem item = new MenuItem(kit.texts().get("audit.term." + name));
        item.setOnAction(click -> {
            String before = filter.getText().isBlank() ? "" : filter.getText().strip() + " ";
            filter.setText(before + name + ":");
            filter.requestFocus();
            filter.end();
        });
        return item;
    }

    private void showDetail(boolean shown) {
        side.show(shown);
        // Beside the details, where both stand in full, there is no room for them.
        customerColumn.setVisible(!shown);
        reasonColumn.setVisible(!shown);
    }

    private void bindExport() {
        var busy = model.export.channel().busyProperty();
        exporting.visibleProperty().bind(busy);
        exporting.managedProperty().bind(busy);
        export.disableProperty().bind(busy);
        exportStep.textProperty().bind(model.export.channel().stepProperty());
        exportBar.progressProperty().bind(model.export.channel().progressProperty());
        export.setOnAction(click -> model.startExport());
        exportCancel.setOnAction(click -> model.export.cancel());
    }

    @Override
    public void activate() {
        filter.requestFocus();
    }

    @Override
    public void show(Target target) {
        model.open(target);
    }

    @Override
    public void refresh() {
        table.refresh();
    }
}
