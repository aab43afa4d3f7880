package com.arzani.tokens.screens.users;

import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.FilterChips;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.Target;
import java.time.Instant;
import javafx.fxml.FXML;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Binds search and table; the detail below has controllers of its own.
public final class UsersController implements ScreenController {
    @FXML
    private TextField search;

    @FXML
    private FilterChips chips;

    @FXML
    private KeyTable<UserRow> table;

    @FXML
    private TableColumn<UserRow, String> idColumn;

    @FXML
    private TableColumn<UserRow, String> nameColumn;

    @FXML
    private TableColumn<UserRow, String> emailColumn;

    @FXML
    private TableColumn<UserRow, Badge> planColumn;

    @FXML
    private TableColumn<UserRow, Badge> tierColumn;

    @FXML
    private TableColumn<UserRow, Tokens> balanceColumn;

    @FXML
    private TableColumn<UserRow, String> freeColumn;

    @FXML
    private TableColumn<UserRow, Long> listingsColumn;

    @FXML
    private TableColumn<UserRow, Instant> sinceColumn;

    @FXML
    private UserDetailController detailController;

    private final Kit kit;
    private final UsersViewModel model;

    public UsersController(Kit kit, UsersViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        Columns.id(idColumn, UserRow::idText);
        Columns.customerText(nameColumn, UserRow::name);
        Columns.customerText(emailColumn, UserRow::email);
        Columns.badge(planColumn, UserRow::plan);
        Columns.badge(tierColumn, UserRow::tier);
        Columns.explained(balanceColumn, UserRow::balance, row -> model.explain(row.id()));
        Columns.text(freeColumn, UserRow::freeContacts);
        Columns.number(listingsColumn, UserRow::listings);
        Columns.time(sinceColumn, kit.times(), UserRow::since);
        emailColumn.setVisible(model.seesEmails());
        search.setPromptText(
                kit.texts().get(model.seesEmails() ? "users.search.prompt" : "users.search.prompt.no_email"));
        chips.show(model.chips, kit.texts(), model::remove, model::everyone);
        table.show(model.rows, kit);
        table.setOnOpen(row -> detailController.focus());
        table.setOnExplain(row -> model.explain(row.id()));
        search.textProperty().bindBidirectional(model.search);
        search.addEventFilter(KeyEvent.KEY_PRESSED, this::leaveSearch);
        model.selected.bind(table.selectedProperty());
        model.rows.stateProperty().addListener((state, old, now) -> selectWanted(now));
    }

    /// Enter and Down go on to the first row.
    private void leaveSearch(KeyEvent key) {
        boolean leaves = key.getCode() == KeyCode.ENTER || key.getCode() == KeyCode.DOWN;
        if (leaves && !model.rows.isEmpty()) {
            table.table().requestFocus();
            table.table().getSelectionModel().clearAndSelect(0);
            key.consume();
        }
    }

    private void selectWanted(KeyList.State state) {
        Long wanted = model.wanted.get();
        if (wanted != null && (state == KeyList.State.END || state == KeyList.State.MORE)) {
            // The list tells its rows right after its state.
            javafx.application.Platform.runLater(() -> model.rows.loaded().stream()
                    .filter(row -> row.id() == wanted)
                    .findFirst()
                    .ifPresent(row -> {
                        model.wanted.set(null);
                        table.select(row);
                    }));
        }
    }

    @Override
    public void activate() {
        search.requestFocus();
    }

    @Override
    public void deactivate() {
        model.leave();
    }

    @Override
    public void show(Target target) {
        model.show(target);
    }

    @Override
    public void refresh() {
        table.refresh();
        detailController.refresh();
    }
}
