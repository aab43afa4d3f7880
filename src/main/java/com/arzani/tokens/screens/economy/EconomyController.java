package com.arzani.tokens.screens.economy;

import com.arzani.tokens.insight.Kpi;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.ToggleChoice;
import com.arzani.tokens.ui.chart.FigurePane;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;

/// Parts above, the chosen one below; Enter on a bar or a row opens what it counts.
public final class EconomyController implements ScreenController {
    private static final int CARDS_A_ROW = 5;

    @FXML
    private Banner banner;

    @FXML
    private Label asOf;

    @FXML
    private ToggleGroup parts;

    @FXML
    private ToggleGroup ranges;

    @FXML
    private ToggleGroup indicators;

    @FXML
    private Node indicatorsPart;

    @FXML
    private Node flowsPart;

    @FXML
    private Node customersPart;

    @FXML
    private Node conversionPart;

    @FXML
    private Node usePart;

    @FXML
    private GridPane cards;

    @FXML
    private FigurePane indicatorFigure;

    @FXML
    private FigurePane flows;

    @FXML
    private FigurePane segments;

    @FXML
    private FigurePane balances;

    @FXML
    private FigurePane funnel;

    @FXML
    private FigurePane conversion;

    @FXML
    private FigurePane use;

    @FXML
    private FigurePane contacts;

    @FXML
    private TableView<BehaviourRow> behaviour;

    @FXML
    private TableColumn<BehaviourRow, String> kindColumn;

    @FXML
    private TableColumn<BehaviourRow, String> groupColumn;

    @FXML
    private TableColumn<BehaviourRow, Long> usersColumn;

    @FXML
    private TableColumn<BehaviourRow, String> balanceColumn;

    @FXML
    private TableColumn<BehaviourRow, String> boughtColumn;

    @FXML
    private TableColumn<BehaviourRow, String> spentColumn;

    @FXML
    private TableColumn<BehaviourRow, String> contactsColumn;

    private final Kit kit;
    private final EconomyViewModel model;

    public EconomyController(Kit kit, EconomyViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        banner.show(model.failure, kit, model::load);
        asOf.textProperty().bind(model.asOf);
        ToggleChoice.bind(parts, EconomyPart.class, model.part);
        ToggleChoice.bind(ranges, EconomyRange.class, model.range);
        Map<EconomyPart, Node> nodes = Map.of(
                EconomyPart.INDICATORS, indicatorsPart,
                EconomyPart.FLOWS, flowsPart,
                EconomyPart.CUSTOMERS, customersPart,
                EconomyPart.CONVERSION, conversionPart,
                EconomyPart.USE, usePart);
        nodes.forEach((part, node) -> {
            node.visibleProperty().bind(model.part.isEqualTo(part));
            node.managedProperty().bind(node.visibleProperty());
        });
        indicatorFigure.show(model.indicatorFigure, kit);
        flows.show(model.flows, kit);
        segments.show(model.segments, kit);
        balances.show(model.balances, kit);
        funnel.show(model.funnel, kit);
        conversion.show(model.conversion, kit);
        use.show(model.use, kit);
        contacts.show(model.contacts, kit);
        model.cards.addListener((ListChangeListener<KpiCard>) change -> lay());
        indicators.selectedToggleProperty().addListener((value, old, now) -> choose(now == null ? old : now));
        bindBehaviour();
    }

    private void lay() {
        boolean hadFocus = cards.isFocusWithin();
        cards.getChildren().clear();
        for (int at = 0; at < model.cards.size(); at++) {
            KpiTile tile = new KpiTile(model.cards.get(at));
            tile.setToggleGroup(indicators);
            cards.add(tile, at % CARDS_A_ROW, at / CARDS_A_ROW);
            if (model.cards.get(at).name() == model.indicator.get()) {
                tile.setSelected(true);
                if (hadFocus) {
                    tile.requestFocus();
                }
            }
        }
    }

    /// A pressed card stays pressed.
    private void choose(javafx.scene.control.Toggle tile) {
        if (tile != null && cards.getChildren().contains((Node) tile)) {
            indicators.selectToggle(tile);
            model.indicator.set((Kpi.Name) tile.getUserData());
        }
    }

    private void bindBehaviour() {
        Columns.text(kindColumn, BehaviourRow::kind);
        Columns.text(groupColumn, BehaviourRow::name);
        Columns.number(usersColumn, row -> row.behaviour().users());
        Columns.amount(
                balanceColumn, row -> BehaviourRow.average(row.behaviour().averageBalance()));
        Columns.amount(boughtColumn, row -> BehaviourRow.average(row.behaviour().averageBought()));
        Columns.amount(spentColumn, row -> BehaviourRow.average(row.behaviour().averageSpent()));
        Columns.amount(
                contactsColumn, row -> BehaviourRow.average(row.behaviour().averageContacts()));
        ColumnWidths.on(behaviour);
        behaviour.setItems(model.behaviour);
        behaviour.setOnKeyPressed(key -> {
            BehaviourRow row = behaviour.getSelectionModel().getSelectedItem();
            if (key.getCode() == KeyCode.ENTER && row != null) {
                model.open(row);
                key.consume();
            }
        });
    }

    @Override
    public void show(Target target) {
        model.show(target);
    }

    @Override
    public void refresh() {
        model.load();
    }
}
