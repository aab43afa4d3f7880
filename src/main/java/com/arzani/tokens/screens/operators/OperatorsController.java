package com.arzani.tokens.screens.operators;

import com.arzani.tokens.access.RoleRequest;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import java.time.Instant;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;

/// Operators above, waiting roles below, the form beside them.
public final class OperatorsController implements ScreenController {
    @FXML
    private Button newOperator;

    @FXML
    private Label fourEyes;

    @FXML
    private Banner banner;

    @FXML
    private KeyTable<OperatorRow> table;

    @FXML
    private TableColumn<OperatorRow, String> loginColumn;

    @FXML
    private TableColumn<OperatorRow, String> nameColumn;

    @FXML
    private TableColumn<OperatorRow, Badge> roleColumn;

    @FXML
    private TableColumn<OperatorRow, Badge> stateColumn;

    @FXML
    private TableColumn<OperatorRow, Instant> lastColumn;

    @FXML
    private TableColumn<OperatorRow, Long> sessionsColumn;

    @FXML
    private KeyTable<RoleRequest> requests;

    @FXML
    private TableColumn<RoleRequest, String> whoColumn;

    @FXML
    private TableColumn<RoleRequest, String> wantedColumn;

    @FXML
    private TableColumn<RoleRequest, String> byColumn;

    @FXML
    private TableColumn<RoleRequest, Instant> atColumn;

    @FXML
    private TableColumn<RoleRequest, String> whyColumn;

    @FXML
    private OperatorFormController formController;

    private final Kit kit;
    private final OperatorsViewModel model;

    public OperatorsController(Kit kit, OperatorsViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        banner.show(model.rows.failureProperty(), kit, model::refresh);
        fourEyes.textProperty().bind(model.fourEyes);
        model.rows.addListener((ListChangeListener<OperatorRow>) change -> model.tellFourEyes());
        Columns.id(loginColumn, OperatorRow::login);
        Columns.customerText(nameColumn, OperatorRow::name);
        Columns.badge(roleColumn, OperatorRow::role);
        Columns.badge(stateColumn, OperatorRow::state);
        Columns.time(lastColumn, kit.times(), OperatorRow::lastSignIn);
        Columns.number(sessionsColumn, OperatorRow::connections);
        table.show(model.rows, kit);
        table.selectedProperty().subscribe(row -> {
            if (row != null) {
                model.form.show(row);
            }
        });
        table.setOnOpen(row -> formController.focusReason());
        Columns.id(whoColumn, RoleRequest::login);
        Columns.text(wantedColumn, one -> RoleWords.of(one.role(), kit.texts()));
        Columns.id(byColumn, RoleRequest::requestedBy);
        Columns.time(atColumn, kit.times(), RoleRequest::requestedAt);
        Columns.customerText(whyColumn, RoleRequest::reason);
        requests.show(model.requests, kit);
        requests.selectedProperty().subscribe(one -> {
            if (one != null) {
                model.form.show(one);
            }
        });
        requests.setOnOpen(one -> formController.focusReason());
        newOperator.setOnAction(click -> {
            model.form.showNew();
            formController.focusLogin();
        });
    }

    @Override
    public void activate() {
        model.form.showNew();
        model.refresh();
    }

    @Override
    public void deactivate() {
        model.form.hidePassword();
    }

    @Override
    public void refresh() {
        model.refresh();
    }
}
