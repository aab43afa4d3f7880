package com.arzani.tokens.screens.approvals;

import com.arzani.tokens.approval.LimitSetting;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import java.time.Instant;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;

/// Binds the administrators' pane of limits.
public final class LimitsController {
    @FXML
    private VBox root;

    @FXML
    private Label fourEyes;

    @FXML
    private KeyTable<LimitSetting> limits;

    @FXML
    private TableColumn<LimitSetting, String> roleColumn;

    @FXML
    private TableColumn<LimitSetting, String> scopeColumn;

    @FXML
    private TableColumn<LimitSetting, Long> valueColumn;

    @FXML
    private VBox form;

    @FXML
    private Label chosen;

    @FXML
    private FormField valueField;

    @FXML
    private TextField value;

    @FXML
    private TextField reason;

    @FXML
    private Button change;

    @FXML
    private Banner banner;

    @FXML
    private KeyTable<LimitSetting> versions;

    @FXML
    private TableColumn<LimitSetting, Long> versionValueColumn;

    @FXML
    private TableColumn<LimitSetting, String> versionByColumn;

    @FXML
    private TableColumn<LimitSetting, Instant> versionAtColumn;

    @FXML
    private TableColumn<LimitSetting, String> versionReasonColumn;

    private final Kit kit;
    private final LimitsViewModel model;

    public LimitsController(Kit kit, LimitsViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        ApprovalWords words = new ApprovalWords(kit.texts());
        fourEyes.textProperty().bind(model.fourEyes);
        Columns.text(roleColumn, limit -> words.role(limit.role()));
        Columns.text(scopeColumn, limit -> words.scope(limit.scope()));
        Columns.number(valueColumn, limit -> limit.value().count());
        limits.show(model.rows, kit);
        limits.selectedProperty().subscribe(limit -> {
            if (limit != null) {
                model.choose(limit);
            }
        });
        limits.setOnOpen(limit -> value.requestFocus());
        Columns.number(versionValueColumn, limit -> limit.value().count());
        Columns.id(versionByColumn, LimitSetting::changedBy);
        Columns.time(versionAtColumn, kit.times(), LimitSetting::changedAt);
        Columns.customerText(versionReasonColumn, LimitSetting::reason);
        versions.show(model.versions, kit);
        form.visibleProperty().bind(model.chosen.isNotNull());
        model.chosen.subscribe(limit -> chosen.setText(limit == null ? "" : words.limitName(limit.name())));
        value.textProperty().bindBidirectional(model.value);
        valueField.problemProperty().bind(model.valueProblem);
        reason.textProperty().bindBidirectional(model.reason);
        banner.show(model.failure, kit, null);
        change.disableProperty().bind(model.ready.not());
        change.setOnAction(click -> model.change());
        form.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER && key.isShortcutDown() && !change.isDisabled()) {
                change.fire();
                key.consume();
            }
        });
    }

    void show(boolean shown) {
        root.setVisible(shown);
        root.setManaged(shown);
        if (shown) {
            model.refresh();
        }
    }
}
