package com.arzani.tokens.screens.packages;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeLabel;
import java.time.Instant;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;

/// Binds the versions of the selected package.
public final class PackageVersionsController {
    @FXML
    private VBox root;

    @FXML
    private SafeLabel versionsTitle;

    @FXML
    private Label orders;

    @FXML
    private Banner versionsBanner;

    @FXML
    private TableView<VersionRow> versions;

    @FXML
    private TableColumn<VersionRow, Long> versionColumn;

    @FXML
    private TableColumn<VersionRow, Instant> atColumn;

    @FXML
    private TableColumn<VersionRow, String> byColumn;

    @FXML
    private TableColumn<VersionRow, String> reasonColumn;

    @FXML
    private TableColumn<VersionRow, String> summaryColumn;

    @FXML
    private TableColumn<VersionRow, Pence> priceColumn;

    @FXML
    private TableColumn<VersionRow, Long> soldColumn;

    @FXML
    private ChangeTable changes;

    @FXML
    private Button editFrom;

    private final Kit kit;
    private final PackagesViewModel packages;
    private final PackageVersionsViewModel model;

    public PackageVersionsController(Kit kit, PackagesViewModel packages) {
        this.kit = kit;
        this.packages = packages;
        model = packages.versions;
    }

    @FXML
    private void initialize() {
        root.visibleProperty()
                .bind(packages.editor.open.or(packages.stripe.open).not());
        root.managedProperty().bind(root.visibleProperty());
        versionsTitle.customerTextProperty().bind(model.title);
        orders.textProperty().bind(model.orders);
        versionsBanner.show(model.failure, kit, null);
        Columns.number(versionColumn, row -> (long) row.published().version().version());
        Columns.time(atColumn, kit.times(), row -> row.published().version().publishedAt());
        Columns.customerText(byColumn, row -> row.published().version().publishedBy());
        Columns.customerText(reasonColumn, row -> row.published().version().reason());
        Columns.customerText(summaryColumn, VersionRow::summary);
        Columns.money(
                priceColumn, row -> row.published().version().content().offer().price());
        Columns.number(soldColumn, row -> row.published().orders());
        ColumnWidths.on(versions);
        versions.setItems(model.rows);
        versions.getSelectionModel().selectedItemProperty().addListener((value, old, row) -> model.selected.set(row));
        model.selected.addListener((value, old, row) -> show(row));
        editFrom.setVisible(packages.mayEdit);
        editFrom.setManaged(packages.mayEdit);
        editFrom.disableProperty().bind(packages.canEdit.not().or(model.selected.isNull()));
        editFrom.setOnAction(click -> packages.editFrom(model.selected.get()));
    }

    private void show(VersionRow row) {
        changes.getItems().setAll(row == null ? List.of() : row.changes());
        if (versions.getSelectionModel().getSelectedItem() != row) {
            versions.getSelectionModel().select(row);
        }
    }
}
