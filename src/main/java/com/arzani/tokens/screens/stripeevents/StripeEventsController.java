package com.arzani.tokens.screens.stripeevents;

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

/// Stripe's events: filters above, the list, the chosen one beside it.
public final class StripeEventsController implements ScreenController {
    private static final double WIDE = 640;

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
    private KeyTable<EventRow> table;

    @FXML
    private TableColumn<EventRow, Badge> statusColumn;

    @FXML
    private TableColumn<EventRow, String> typeColumn;

    @FXML
    private TableColumn<EventRow, String> objectColumn;

    @FXML
    private TableColumn<EventRow, Long> attemptsColumn;

    @FXML
    private TableColumn<EventRow, Instant> receivedColumn;

    @FXML
    private TableColumn<EventRow, String> eventColumn;

    @FXML
    private Node detail;

    @FXML
    private EventDetailController detailController;

    private final Kit kit;
    private final StripeEventsViewModel model;

    public StripeEventsController(Kit kit, StripeEventsViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        banner.show(model.failure, kit, model::refresh);
        summary.textProperty().bind(model.summary);
        sought.textProperty().bindBidirectional(model.sought);
        Columns.badge(statusColumn, EventRow::status);
        Columns.customerText(typeColumn, EventRow::type);
        Columns.id(objectColumn, EventRow::object);
        Columns.number(attemptsColumn, EventRow::attempts);
        Columns.time(receivedColumn, kit.times(), EventRow::receivedAt);
        Columns.id(eventColumn, EventRow::eventId);
        eventColumn.visibleProperty().bind(table.widthProperty().greaterThan(WIDE));
        table.show(model.rows, kit);
        table.selectedProperty().subscribe(row -> {
            if (row != null) {
                model.choose(row);
            }
        });
        table.setOnOpen(row -> detailController.focusReason());
        ToggleChoice.bind(shown, Shown.class, model.shown);
        detailController.bind(model.detail);
        SideDetail side = new SideDetail(split, detail, 0.56);
        model.detail.event.subscribe(chosen -> side.show(chosen != null));
        side.closeByEscape(root, () -> model.detail.event.get() != null, model.detail::close, table);
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
