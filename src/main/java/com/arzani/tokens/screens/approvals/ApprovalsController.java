package com.arzani.tokens.screens.approvals;

import com.arzani.tokens.approval.ApprovalTab;
import com.arzani.tokens.screens.approvals.ApprovalDetailViewModel.Intent;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.Target;
import java.time.Instant;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/// Binds the lists of requests, with the chosen one beside them, and the limits.
public final class ApprovalsController implements ScreenController {
    @FXML
    private VBox root;

    @FXML
    private ToggleButton reviewTab;

    @FXML
    private ToggleButton mineTab;

    @FXML
    private ToggleButton historyTab;

    @FXML
    private ToggleButton limitsTab;

    @FXML
    private Banner banner;

    @FXML
    private Node requests;

    @FXML
    private KeyTable<ApprovalRow> table;

    @FXML
    private TableColumn<ApprovalRow, String> whatColumn;

    @FXML
    private TableColumn<ApprovalRow, String> byColumn;

    @FXML
    private TableColumn<ApprovalRow, Instant> atColumn;

    @FXML
    private TableColumn<ApprovalRow, Instant> expiresColumn;

    @FXML
    private TableColumn<ApprovalRow, Badge> stateColumn;

    @FXML
    private ApprovalDetailController detailController;

    @FXML
    private LimitsController limitsController;

    private final Kit kit;
    private final ApprovalsViewModel model;
    private final boolean decides;
    private final boolean administers;

    /// @param decides    whether the role decides requests of others
    /// @param administers whether it sees and changes limits
    public ApprovalsController(Kit kit, ApprovalsViewModel model, boolean decides, boolean administers) {
        this.kit = kit;
        this.model = model;
        this.decides = decides;
        this.administers = administers;
    }

    @FXML
    private void initialize() {
        bindTabs();
        banner.show(model.rows.failureProperty(), kit, model::load);
        Columns.customerText(whatColumn, ApprovalRow::what);
        Columns.id(byColumn, ApprovalRow::by);
        Columns.time(atColumn, kit.times(), ApprovalRow::at);
        Columns.time(expiresColumn, kit.times(), ApprovalRow::expires);
        Columns.badge(stateColumn, ApprovalRow::state);
        table.show(model.rows, kit);
        table.selectedProperty().subscribe(row -> {
            if (row != null) {
                model.choose(row);
            }
        });
        table.setOnOpen(row -> detailController.begin(Intent.APPROVE));
        model.onChanged(table::refresh);
        root.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
    }

    private void bindTabs() {
        ToggleGroup tabs = new ToggleGroup();
        tabs.getToggles().setAll(reviewTab, mineTab, historyTab, limitsTab);
        reviewTab.setUserData(ApprovalTab.REVIEW);
        mineTab.setUserData(ApprovalTab.MINE);
        historyTab.setUserData(ApprovalTab.HISTORY);
        show(reviewTab, decides);
        show(limitsTab, administers);
        // The row of tabs has round ends, whichever tabs the role has.
        if (!decides) {
            mineTab.getStyleClass().remove("center-pill");
            mineTab.getStyleClass().add("left-pill");
        }
        if (!administers) {
            historyTab.getStyleClass().remove("center-pill");
            historyTab.getStyleClass().add("right-pill");
        }
        model.tab.subscribe(tab -> tabs.getToggles().stream()
                .filter(toggle -> toggle.getUserData() == tab)
                .forEach(tabs::selectToggle));
        tabs.selectedToggleProperty().addListener((value, old, now) -> {
            if (now == null) {
                tabs.selectToggle(old);
                return;
            }
            boolean limits = now == limitsTab;
            show(requests, !limits);
            limitsController.show(limits);
            if (!limits) {
                model.tab.set((ApprovalTab) now.getUserData());
            }
        });
        limitsController.show(false);
    }

    /// A and R decide about the chosen request; not while somebody types.
    private void typed(KeyEvent key) {
        boolean typing = key.getTarget() instanceof TextInputControl;
        if (typing || !requests.isVisible() || key.isShortcutDown() || key.isAltDown()) {
            return;
        }
        if (key.getCharacter().equalsIgnoreCase("a")) {
            detailController.begin(Intent.APPROVE);
            key.consume();
        } else if (key.getCharacter().equalsIgnoreCase("r")) {
            detailController.begin(Intent.REJECT);
            key.consume();
        }
    }

    private static void show(Node node, boolean condition) {
        node.setVisible(condition);
        node.setManaged(condition);
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
        model.open(target);
    }

    @Override
    public void refresh() {
        model.refresh();
    }
}
