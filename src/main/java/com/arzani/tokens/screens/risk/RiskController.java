package com.arzani.tokens.screens.risk;

import com.arzani.tokens.payments.risk.RiskFilter;
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
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/// The reviews, and the chosen one beside them.
public final class RiskController implements ScreenController {
    private static final double WIDE = 520;

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
    private KeyTable<RiskRow> table;

    @FXML
    private TableColumn<RiskRow, Badge> scoreColumn;

    @FXML
    private TableColumn<RiskRow, String> customerColumn;

    @FXML
    private TableColumn<RiskRow, String> packageColumn;

    @FXML
    private TableColumn<RiskRow, Long> heldColumn;

    @FXML
    private TableColumn<RiskRow, Badge> stateColumn;

    @FXML
    private TableColumn<RiskRow, Instant> sinceColumn;

    @FXML
    private Node detail;

    @FXML
    private RiskDetailController detailController;

    private final Kit kit;
    private final RiskViewModel model;

    public RiskController(Kit kit, RiskViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        banner.show(model.failure, kit, model::refresh);
        summary.textProperty().bind(model.summary);
        sought.textProperty().bindBidirectional(model.sought);
        Columns.badge(scoreColumn, RiskRow::score);
        Columns.customerText(customerColumn, RiskRow::customer);
        Columns.customerText(packageColumn, RiskRow::sold);
        Columns.number(heldColumn, RiskRow::held);
        Columns.badge(stateColumn, RiskRow::state);
        Columns.time(sinceColumn, kit.times(), RiskRow::since);
        packageColumn.visibleProperty().bind(table.widthProperty().greaterThan(WIDE));
        table.show(model.rows, kit);
        table.selectedProperty().subscribe(row -> {
            if (row != null) {
                model.choose(row);
            }
        });
        table.setOnOpen(row -> detailController.begin(null));
        ToggleChoice.bind(shown, RiskFilter.class, model.shown);
        detailController.bind(model.detail);
        SideDetail side = new SideDetail(split, detail, 0.46);
        model.detail.about.subscribe(chosen -> side.show(chosen != null));
        root.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
        side.closeByEscape(root, () -> model.detail.about.get() != null, model.detail::close, table);
    }

    /// L, R, B and C choose what to do about the review; not while somebody types.
    private void typed(KeyEvent key) {
        if (key.getTarget() instanceof TextInputControl || key.isShortcutDown() || key.isAltDown()) {
            return;
        }
        if (detailController.choose(key.getCharacter())) {
            key.consume();
        }
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
