package com.arzani.tokens.screens.proof;

import com.arzani.tokens.proof.ProofRun;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.Target;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;

/// The verdict above, then what differs, the runs and the seals; a customer's proof file below.
public final class ProofController implements ScreenController {
    @FXML
    private Label state;

    @FXML
    private ProgressBar progress;

    @FXML
    private Button runNew;

    @FXML
    private Button runFull;

    @FXML
    private Banner banner;

    @FXML
    private HBox verdict;

    @FXML
    private Label headline;

    @FXML
    private Label told;

    @FXML
    private Label broken;

    @FXML
    private Button openBroken;

    @FXML
    private Node differencesPart;

    @FXML
    private KeyTable<DifferenceRow> differences;

    @FXML
    private TableColumn<DifferenceRow, String> kindColumn;

    @FXML
    private TableColumn<DifferenceRow, String> userColumn;

    @FXML
    private TableColumn<DifferenceRow, String> entryColumn;

    @FXML
    private TableColumn<DifferenceRow, String> detailColumn;

    @FXML
    private ProofListsController listsController;

    @FXML
    private FormField userField;

    @FXML
    private TextField user;

    @FXML
    private Button save;

    private final Kit kit;
    private final ProofViewModel model;

    public ProofController(Kit kit, ProofViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        banner.show(model.failure, kit, model::refresh);
        state.textProperty().bind(model.state);
        progress.visibleProperty().bind(model.underWay);
        progress.progressProperty().bind(model.progress);
        runNew.disableProperty().bind(model.underWay);
        runNew.setOnAction(press -> model.request(ProofRun.Kind.NEW));
        runFull.disableProperty().bind(model.underWay);
        runFull.setOnAction(press -> model.request(ProofRun.Kind.FULL));
        model.verdict.subscribe(this::tell);
        bindDifferences();
        listsController.bind(model);
        user.textProperty().bindBidirectional(model.user);
        userField.problemProperty().bind(Bindings.createStringBinding(model::problem, model.user));
        save.disableProperty().bind(model.cannotSave());
        save.setOnAction(press -> model.save());
        user.setOnAction(enter -> save.fire());
    }

    private void tell(Verdict now) {
        show(verdict, now != null);
        boolean red = now != null && now.color() == Verdict.Color.RED;
        show(differencesPart, red);
        show(broken, red);
        show(
                openBroken,
                red
                        && !now.differences().isEmpty()
                        && now.differences().getFirst().target().isPresent());
        if (now == null) {
            return;
        }
        verdict.getStyleClass().removeAll("proof-green", "proof-red");
        if (now.color() != Verdict.Color.NONE) {
            verdict.getStyleClass().add(red ? "proof-red" : "proof-green");
        }
        headline.setText(now.headline());
        told.setText(now.told());
        broken.setText(now.broken());
        openBroken.setText(kit.texts().get(now.opensEntry() ? "proof.open.entry" : "proof.open.wallet"));
        openBroken.setOnAction(press -> model.open(now.differences().getFirst()));
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private void bindDifferences() {
        Columns.text(kindColumn, DifferenceRow::kind);
        Columns.id(userColumn, DifferenceRow::user);
        Columns.id(entryColumn, DifferenceRow::entry);
        Columns.text(detailColumn, DifferenceRow::detail);
        differences.show(model.differences, kit);
        differences.setOnOpen(model::open);
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
