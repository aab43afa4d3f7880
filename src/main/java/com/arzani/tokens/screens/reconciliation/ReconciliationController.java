package com.arzani.tokens.screens.reconciliation;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.reconciliation.FindingClass;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.ToggleChoice;
import java.time.Instant;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.util.StringConverter;

/// The runs above, the findings below, the chosen one beside them.
public final class ReconciliationController implements ScreenController {
    private static final double WIDE = 720;

    @FXML
    private Banner banner;

    @FXML
    private Label state;

    @FXML
    private ProgressBar progress;

    @FXML
    private Button runNow;

    @FXML
    private Button dryRun;

    @FXML
    private Button cancelRun;

    @FXML
    private ChoiceBox<FindingClass> kind;

    @FXML
    private CheckBox mine;

    @FXML
    private TextField sought;

    @FXML
    private Label previews;

    @FXML
    private ScrollPane previewsPane;

    @FXML
    private TableColumn<FindingRow, String> ownerColumn;

    @FXML
    private Label elsewhere;

    @FXML
    private TableView<RunRow> runs;

    @FXML
    private TableColumn<RunRow, Instant> startedColumn;

    @FXML
    private TableColumn<RunRow, Badge> runStatusColumn;

    @FXML
    private TableColumn<RunRow, Long> paymentsColumn;

    @FXML
    private TableColumn<RunRow, Long> newColumn;

    @FXML
    private TableColumn<RunRow, Long> closedColumn;

    @FXML
    private TableColumn<RunRow, Long> creditedColumn;

    @FXML
    private TableColumn<RunRow, Long> openColumn;

    @FXML
    private TableColumn<RunRow, Pence> differenceColumn;

    @FXML
    private ToggleGroup shown;

    @FXML
    private KeyTable<FindingRow> table;

    @FXML
    private TableColumn<FindingRow, String> classColumn;

    @FXML
    private TableColumn<FindingRow, String> customerColumn;

    @FXML
    private TableColumn<FindingRow, String> amountColumn;

    @FXML
    private TableColumn<FindingRow, Badge> statusColumn;

    @FXML
    private TableColumn<FindingRow, String> stripeColumn;

    @FXML
    private TableColumn<FindingRow, Instant> lastColumn;

    @FXML
    private FindingController detailController;

    private final Kit kit;
    private final ReconciliationViewModel model;

    public ReconciliationController(Kit kit, ReconciliationViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        banner.show(model.failure, kit, model::refresh);
        bindRuns();
        bindFindings();
        detailController.bind(model.detail);
    }

    private void bindRuns() {
        state.textProperty().bind(model.state);
        progress.visibleProperty().bind(model.running);
        show(runNow, model.offersRuns());
        runNow.disableProperty().bind(model.running);
        runNow.setOnAction(click -> model.runNow());
        show(dryRun, model.offersRuns());
        dryRun.disableProperty().bind(model.running);
        dryRun.setOnAction(click -> model.dryRun());
        show(cancelRun, model.offersRuns());
        cancelRun.disableProperty().bind(model.running.not());
        cancelRun.setOnAction(click -> model.cancel());
        show(elsewhere, !model.offersRuns());
        Columns.time(startedColumn, kit.times(), RunRow::startedAt);
        Columns.badge(runStatusColumn, RunRow::status);
        Columns.number(paymentsColumn, row -> row.run().counts().payments());
        Columns.number(newColumn, row -> row.run().counts().findingsNew());
        Columns.number(closedColumn, row -> row.run().counts().findingsClosed());
        Columns.number(creditedColumn, row -> row.run().counts().credited().count());
        Columns.number(openColumn, row -> row.run().counts().findingsOpen());
        Columns.money(differenceColumn, RunRow::difference);
        ColumnWidths.on(runs);
        runs.setItems(model.runs);
        runs.getSelectionModel().selectedItemProperty().subscribe(model::look);
        previews.textProperty().bind(model.previews);
        previewsPane.visibleProperty().bind(model.previews.isNotEmpty());
        previewsPane.managedProperty().bind(model.previews.isNotEmpty());
    }

    private static void show(Node node, boolean offered) {
        node.setVisible(offered);
        node.setManaged(offered);
    }

    private void bindFindings() {
        kind.getItems().add(null);
        kind.getItems().addAll(FindingClass.values());
        kind.setConverter(new KindNames(model));
        kind.valueProperty().bindBidirectional(model.kind);
        mine.selectedProperty().bindBidirectional(model.mine);
        sought.textProperty().bindBidirectional(model.sought);
        sought.setOnAction(enter -> model.load());
        Columns.text(ownerColumn, row -> row.finding().decision().owner());
        Columns.text(classColumn, FindingRow::title);
        Columns.customerText(customerColumn, FindingRow::customer);
        Columns.amount(amountColumn, FindingRow::amount);
        Columns.badge(statusColumn, FindingRow::status);
        Columns.id(stripeColumn, FindingRow::stripeId);
        Columns.time(lastColumn, kit.times(), FindingRow::lastSeen);
        // The Stripe id stands in the details too: beside them it comes last.
        stripeColumn.visibleProperty().bind(table.widthProperty().greaterThan(WIDE));
        ownerColumn.visibleProperty().bind(table.widthProperty().greaterThan(WIDE));
        table.show(model.rows, kit);
        table.setOnOpen(row -> model.open(row));
        table.selectedProperty().subscribe(row -> {
            if (row != null) {
                model.choose(row);
            }
        });
        ToggleChoice.bind(shown, Shown.class, model.shown);
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

    /// Only shown: nothing is typed here.
    private static final class KindNames extends StringConverter<FindingClass> {
        private final ReconciliationViewModel model;

        KindNames(ReconciliationViewModel model) {
            this.model = model;
        }

        @Override
        public String toString(FindingClass each) {
            return model.name(each);
        }

        @Override
        public FindingClass fromString(String text) {
            throw new UnsupportedOperationException("names are only shown");
        }
    }
}
