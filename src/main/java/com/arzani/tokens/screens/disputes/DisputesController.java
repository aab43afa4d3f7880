package com.arzani.tokens.screens.disputes;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.payments.disputes.DisputeFilter;
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
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/// The dispute desk: filters above, the list, the chosen one beside it.
public final class DisputesController implements ScreenController {
    private static final double WIDE = 560;
    private static final double DIVIDER = 0.42;

    @FXML
    private VBox root;

    @FXML
    private Label summary;

    @FXML
    private Banner banner;

    @FXML
    private ToggleGroup shown;

    @FXML
    private TextField sought;

    @FXML
    private SplitPane split;

    @FXML
    private KeyTable<DisputeRow> table;

    @FXML
    private TableColumn<DisputeRow, Badge> stateColumn;

    @FXML
    private TableColumn<DisputeRow, String> deadlineColumn;

    @FXML
    private TableColumn<DisputeRow, Pence> amountColumn;

    @FXML
    private TableColumn<DisputeRow, String> customerColumn;

    @FXML
    private TableColumn<DisputeRow, Tokens> heldColumn;

    @FXML
    private TableColumn<DisputeRow, Instant> openedColumn;

    @FXML
    private Node detail;

    @FXML
    private DisputeDetailController detailController;

    private final Kit kit;
    private final DisputesViewModel model;

    public DisputesController(Kit kit, DisputesViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        split.getItems().remove(detail);
        summary.textProperty().bind(model.summary);
        banner.show(model.failure, kit, model::refresh);
        sought.textProperty().bindBidirectional(model.sought);
        Columns.badge(stateColumn, DisputeRow::state);
        Columns.text(deadlineColumn, DisputeRow::deadline);
        Columns.money(amountColumn, DisputeRow::amount);
        Columns.customerText(customerColumn, DisputeRow::customer);
        Columns.tokens(heldColumn, DisputeRow::held);
        Columns.time(openedColumn, kit.times(), DisputeRow::openedAt);
        openedColumn.visibleProperty().bind(table.widthProperty().greaterThan(WIDE));
        table.show(model.rows, kit);
        table.selectedProperty().subscribe(row -> {
            if (row != null) {
                model.detail.choose(row.id());
            }
        });
        table.setOnOpen(row -> detailController.focusAnswer());
        ToggleChoice.bind(shown, DisputeFilter.class, model.shown);
        detailController.bind(model.detail);
        SideDetail side = new SideDetail(split, detail, DIVIDER);
        model.detail.facts.subscribe(chosen -> side.show(chosen != null));
        side.closeByEscape(root, () -> model.detail.facts.get() != null, model.detail::close, table);
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
