package com.arzani.tokens.screens.economy;

import com.arzani.tokens.ui.BadgeLabel;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.ToggleChoice;
import com.arzani.tokens.ui.chart.FigurePane;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleGroup;

/// Parts above, the chosen one below; Enter on a bar opens what it counts.
public final class EconomyController implements ScreenController {
    @FXML
    private Banner banner;

    @FXML
    private Label asOf;

    @FXML
    private BadgeLabel proof;

    @FXML
    private ToggleGroup parts;

    @FXML
    private ToggleGroup ranges;

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
    private FigurePane flows;

    @FXML
    private FigurePane funnel;

    @FXML
    private FigurePane conversion;

    @FXML
    private FigurePane use;

    @FXML
    private FigurePane contacts;

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
        model.proof.subscribe(proof::setBadge);
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
        flows.show(model.flows, kit);
        funnel.show(model.funnel, kit);
        conversion.show(model.conversion, kit);
        use.show(model.use, kit);
        contacts.show(model.contacts, kit);
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
