package com.arzani.tokens.screens.simulator;

import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.Target;
import java.time.Instant;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;

/// Binds the list of events; customers, objects and conditions have controllers of their own.
public final class SimulatorController implements ScreenController {
    @FXML
    private Label elsewhere;

    @FXML
    private Banner banner;

    @FXML
    private Button website;

    @FXML
    private KeyTable<EventRow> events;

    @FXML
    private TableColumn<EventRow, Instant> eventTimeColumn;

    @FXML
    private TableColumn<EventRow, String> typeColumn;

    @FXML
    private TableColumn<EventRow, String> aboutColumn;

    @FXML
    private TableColumn<EventRow, Badge> deliveryColumn;

    @FXML
    private TableColumn<EventRow, String> answerColumn;

    @FXML
    private Button redeliver;

    @FXML
    private CustomerController customerController;

    private final Kit kit;
    private final SimulatorViewModel model;

    public SimulatorController(Kit kit, SimulatorViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        Columns.time(eventTimeColumn, kit.times(), EventRow::created);
        Columns.text(typeColumn, row -> row.sent().type());
        Columns.text(aboutColumn, row -> row.sent().about());
        Columns.badge(deliveryColumn, EventRow::delivery);
        Columns.text(answerColumn, EventRow::answer);
        events.show(model.events, kit);
        events.setOnOpen(model::redeliver);
        redeliver
                .disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> events.getSelected() == null || model.busy().get(),
                        events.selectedProperty(),
                        model.busy()));
        redeliver.setOnAction(click -> model.redeliver(events.getSelected()));
        elsewhere.visibleProperty().bind(model.elsewhere);
        elsewhere.managedProperty().bind(model.elsewhere);
        banner.show(model.failure, kit, null);
        website.setVisible(model.hasWebsite());
        website.setManaged(model.hasWebsite());
        website.setOnAction(click -> model.openWebsite());
    }

    @Override
    public void activate() {
        customerController.activate();
    }

    @Override
    public void deactivate() {
        customerController.deactivate();
        model.leave();
    }

    @Override
    public void show(Target target) {
        model.load();
    }

    @Override
    public void refresh() {
        model.load();
    }
}
