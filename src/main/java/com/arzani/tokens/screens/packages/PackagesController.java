package com.arzani.tokens.screens.packages;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeLabel;
import com.arzani.tokens.ui.ScreenController;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds the list of packages and its buttons.
public final class PackagesController implements ScreenController {
    private static final int ROWS_MIN = 3;
    private static final int ROWS_MAX = 8;
    /// These are seen in a low window too, unless the editor needs the room.
    private static final int ROWS_KEPT = 5;

    @FXML
    private Banner banner;

    @FXML
    private HBox tools;

    @FXML
    private Button create;

    @FXML
    private Button edit;

    @FXML
    private Button toggle;

    @FXML
    private Button up;

    @FXML
    private Button down;

    @FXML
    private TableView<PackageRow> table;

    @FXML
    private TableColumn<PackageRow, String> nameColumn;

    @FXML
    private TableColumn<PackageRow, Tokens> tokensColumn;

    @FXML
    private TableColumn<PackageRow, Tokens> bonusColumn;

    @FXML
    private TableColumn<PackageRow, Pence> priceColumn;

    @FXML
    private TableColumn<PackageRow, String> perTokenColumn;

    @FXML
    private TableColumn<PackageRow, String> savingColumn;

    @FXML
    private TableColumn<PackageRow, Badge> stateColumn;

    @FXML
    private TableColumn<PackageRow, Badge> stripeColumn;

    @FXML
    private TableColumn<PackageRow, Badge> popularColumn;

    @FXML
    private TableColumn<PackageRow, String> versionColumn;

    @FXML
    private TableColumn<PackageRow, Badge> draftColumn;

    @FXML
    private VBox pending;

    @FXML
    private SafeLabel question;

    @FXML
    private TextField reason;

    @FXML
    private Button confirm;

    @FXML
    private Button cancel;

    private final Kit kit;
    private final PackagesViewModel model;
    private final PackageWords words;

    public PackagesController(Kit kit, PackagesViewModel model) {
        this.kit = kit;
        this.model = model;
        words = new PackageWords(kit.texts());
    }

    @FXML
    private void initialize() {
        columns();
        ColumnWidths.on(table);
        table.prefHeightProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> ColumnWidths.height(Math.clamp(model.rows.size(), ROWS_MIN, ROWS_MAX)), model.rows));
        table.minHeightProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> ColumnWidths.height(
                                model.editor.open.get()
                                        ? ROWS_MIN
                                        : Math.clamp(model.rows.size(), ROWS_MIN, ROWS_KEPT)),
                        model.rows,
                        model.editor.open));
        table.setItems(model.rows);
        ObjectProperty<PackageRow> pressed = new SimpleObjectProperty<>();
        table.setRowFactory(of -> new PackageTableRow(model, pressed));
        table.disableProperty().bind(model.editor.open);
        table.getSelectionModel().selectedItemProperty().addListener((value, old, row) -> model.selected.set(row));
        model.selected.addListener((value, old, row) -> select(row));
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        banner.show(model.failure, kit, model::load);
        shownWhile(tools, new SimpleBooleanProperty(model.mayEdit));
        create.disableProperty().bind(model.editor.open.or(model.pending.isNotNull()));
        create.setOnAction(click -> model.create());
        bind(edit, model.canEdit, model::edit);
        bind(toggle, model.canToggle, model::toggle);
        bind(up, model.canMoveUp, () -> model.move(-1));
        bind(down, model.canMoveDown, () -> model.move(1));
        toggle.textProperty()
                .bind(model.selected.map(this::toggleText).orElse(kit.texts().get("packages.hide")));
        shownWhile(pending, model.pending.isNotNull());
        question.customerTextProperty()
                .bind(model.pending.map(PackagesViewModel.Pending::question).orElse(""));
        reason.textProperty().bindBidirectional(model.reason);
        confirm.textProperty()
                .bind(model.pending.map(PackagesViewModel.Pending::verb).orElse(""));
        bind(confirm, model.canConfirm, model::confirm);
        cancel.setOnAction(click -> model.cancel());
    }

    private void columns() {
        Columns.customerText(nameColumn, row -> row.content().name());
        Columns.tokens(tokensColumn, row -> row.content().offer().tokens());
        Columns.tokens(bonusColumn, row -> row.content().offer().bonus());
        Columns.money(priceColumn, row -> row.content().offer().price());
        Columns.text(perTokenColumn, row -> words.perToken(row.content().offer()));
        Columns.text(savingColumn, PackageRow::saving);
        Columns.badge(
                stateColumn,
                row -> row.isPublished() ? words.state(row.content().active()) : null);
        Columns.badge(stripeColumn, row -> model.stripe.badge(row.entry().published()));
        stripeColumn.setVisible(model.stripe.maySee);
        model.stripe.report.addListener((value, old, report) -> table.refresh());
        Columns.badge(popularColumn, row -> words.recommended(row.content().recommended()));
        Columns.amount(versionColumn, PackageRow::version);
        Columns.badge(draftColumn, PackageRow::draft);
        draftColumn
                .visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.rows.stream().anyMatch(row -> row.draft() != null), model.rows));
    }

    private String toggleText(PackageRow row) {
        return kit.texts().get(row.content().active() ? "packages.hide" : "packages.show");
    }

    private static void bind(Button button, ObservableValue<Boolean> enabled, Runnable action) {
        button.disableProperty().bind(enabled.map(may -> !may));
        button.setOnAction(click -> action.run());
    }

    private static void shownWhile(Node node, ObservableValue<Boolean> condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(node.visibleProperty());
    }

    private void select(PackageRow row) {
        if (row != null && table.getSelectionModel().getSelectedItem() != row) {
            table.getSelectionModel().select(row);
        }
    }

    private void pressed(KeyEvent key) {
        boolean arrow = key.getCode() == KeyCode.UP || key.getCode() == KeyCode.DOWN;
        if (arrow && key.isAltDown()) {
            model.move(key.getCode() == KeyCode.UP ? -1 : 1);
            key.consume();
        } else if ((key.getCode() == KeyCode.ENTER || key.getCode() == KeyCode.F2) && model.canEdit.get()) {
            model.edit();
            key.consume();
        }
    }

    @Override
    public void activate() {
        model.load();
        model.stripe.activate();
    }

    @Override
    public void deactivate() {
        model.leave();
    }

    @Override
    public void refresh() {
        model.load();
    }
}
