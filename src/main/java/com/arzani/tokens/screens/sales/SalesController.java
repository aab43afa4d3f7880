package com.arzani.tokens.screens.sales;

import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.Target;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;

/// The pages of finance on what was sold; each has a controller of its own.
public final class SalesController implements ScreenController {
    private static final String TAB = "tab";
    private static final String LIABILITY = "liability";

    @FXML
    private TabPane tabs;

    @FXML
    private Tab liabilityTab;

    @FXML
    private Label asOf;

    private final SalesViewModel sales;
    private final LiabilityViewModel liability;
    private final FigureProofViewModel proof;
    private boolean active;

    public SalesController(SalesViewModel sales, LiabilityViewModel liability, FigureProofViewModel proof) {
        this.sales = sales;
        this.liability = liability;
        this.proof = proof;
    }

    @FXML
    private void initialize() {
        asOf.textProperty().bind(sales.asOf);
        tabs.getSelectionModel().selectFirst();
        liabilityTab.selectedProperty().subscribe(this::front);
    }

    private void front() {
        boolean front = active && liabilityTab.isSelected();
        liability.setInFront(front);
        proof.setInFront(front);
    }

    @Override
    public void activate() {
        active = true;
        front();
    }

    @Override
    public void deactivate() {
        active = false;
        front();
    }

    @Override
    public void show(Target target) {
        if (target.value(TAB).filter(LIABILITY::equals).isPresent()) {
            tabs.getSelectionModel().select(liabilityTab);
        }
        sales.show(target);
    }

    @Override
    public void refresh() {
        sales.load();
        liability.load();
    }
}
