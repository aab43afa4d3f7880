package com.arzani.tokens.screens.purchases;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.SideDetail;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.ToggleChoice;
import java.time.Instant;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/// Purchases: filters above, the list, the chosen order beside it.
public final class PurchasesController implements ScreenController {
    private static final double WIDE = 640;

    @FXML
    private VBox root;

    @FXML
    private Banner banner;

    @FXML
    private ToggleGroup shown;

    @FXML
    private TextField sought;

    @FXML
    private Node exporting;

    @FXML
    private Label exportStep;

    @FXML
    private Button exportCancel;

    @FXML
    private Button export;

    @FXML
    private Button exportXlsx;

    @FXML
    private SplitPane split;

    @FXML
    private KeyTable<PurchaseRow> table;

    @FXML
    private TableColumn<PurchaseRow, Badge> stateColumn;

    @FXML
    private TableColumn<PurchaseRow, String> orderColumn;

    @FXML
    private TableColumn<PurchaseRow, String> customerColumn;

    @FXML
    private TableColumn<PurchaseRow, String> soldColumn;

    @FXML
    private TableColumn<PurchaseRow, Pence> priceColumn;

    @FXML
    private TableColumn<PurchaseRow, Pence> refundedColumn;

    @FXML
    private TableColumn<PurchaseRow, Instant> createdColumn;

    @FXML
    private Node detail;

    @FXML
    private PurchaseDetailController detailController;

    private final Kit kit;
    private final PurchasesViewModel model;

    public PurchasesController(Kit kit, PurchasesViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        banner.show(model.failure, kit, model::refresh);
        sought.textProperty().bindBidirectional(model.sought);
        Columns.badge(stateColumn, PurchaseRow::state);
        Columns.id(orderColumn, PurchaseRow::order);
        Columns.customerText(customerColumn, PurchaseRow::customer);
        Columns.customerText(soldColumn, PurchaseRow::sold);
        Columns.money(priceColumn, PurchaseRow::price);
        Columns.money(refundedColumn, PurchaseRow::refunded);
        Columns.time(createdColumn, kit.times(), PurchaseRow::createdAt);
        soldColumn.visibleProperty().bind(table.widthProperty().greaterThan(WIDE));
        table.show(model.rows, kit);
        table.selectedProperty().subscribe(row -> {
            if (row != null) {
                model.choose(row);
            }
        });
        table.setOnOpen(row -> detailController.focusForm());
        bindExport();
        ToggleChoice.bind(shown, Shown.class, model.shown);
        detailController.bind(model.detail);
        SideDetail side = new SideDetail(split, detail, 0.54);
        model.detail.shown.subscribe(chosen -> side.show(chosen != null));
        side.closeByEscape(root, () -> model.detail.shown.get() != null, model.detail::close, table);
    }

    private void bindExport() {
        var busy = model.export.channel().busyProperty();
        exporting.visibleProperty().bind(busy);
        exporting.managedProperty().bind(busy);
        exportStep.textProperty().bind(model.export.channel().stepProperty());
        exportCancel.setOnAction(click -> model.export.cancel());
        export.disableProperty().bind(busy);
        export.setOnAction(click -> model.startExport());
        exportXlsx.disableProperty().bind(busy);
        exportXlsx.setOnAction(click -> model.startWorkbook());
    }

    @Override
    public void activate() {
        model.activate();
    }

    @Override
    public void deactivate() {
        model.deactivate();
    }

    @Override
    public void show(Target target) {
        model.show(target);
    }

    @Override
    public void refresh() {
        model.refresh();
    }
}
