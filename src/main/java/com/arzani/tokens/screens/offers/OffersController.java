package com.arzani.tokens.screens.offers;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.BadgeLabel;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.Target;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;

/// Binds the user's id, the reason and the packages. Enter in the field shows.
public final class OffersController implements ScreenController {
    @FXML
    private Banner banner;

    @FXML
    private TextField user;

    @FXML
    private Button show;

    @FXML
    private BadgeLabel verdict;

    @FXML
    private Label why;

    @FXML
    private TableView<OfferRow> table;

    @FXML
    private TableColumn<OfferRow, String> nameColumn;

    @FXML
    private TableColumn<OfferRow, Tokens> tokensColumn;

    @FXML
    private TableColumn<OfferRow, Tokens> bonusColumn;

    @FXML
    private TableColumn<OfferRow, Pence> priceColumn;

    @FXML
    private TableColumn<OfferRow, String> perTokenColumn;

    @FXML
    private TableColumn<OfferRow, String> savingColumn;

    @FXML
    private TableColumn<OfferRow, Badge> popularColumn;

    @FXML
    private TableColumn<OfferRow, String> listColumn;

    @FXML
    private TableColumn<OfferRow, Long> versionColumn;

    private final Kit kit;
    private final OffersViewModel model;

    public OffersController(Kit kit, OffersViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        banner.show(model.failure, kit, model::load);
        user.textProperty().bindBidirectional(model.user);
        user.setOnAction(enter -> model.load());
        show.disableProperty().bind(model.canShow.not());
        show.setOnAction(click -> model.load());
        model.verdict.subscribe(verdict::setBadge);
        why.textProperty().bind(model.why);
        Columns.customerText(nameColumn, row -> row.offered().name());
        Columns.tokens(tokensColumn, row -> row.offered().tokens());
        Columns.tokens(bonusColumn, row -> row.offered().bonus());
        Columns.money(priceColumn, OfferRow::price);
        Columns.amount(perTokenColumn, OfferRow::perToken);
        Columns.text(savingColumn, OfferRow::saving);
        Columns.badge(popularColumn, OfferRow::popular);
        Columns.text(listColumn, OfferRow::list);
        Columns.number(versionColumn, row -> (long) row.offered().version());
        ColumnWidths.on(table);
        table.setItems(model.rows);
    }

    @Override
    public void activate() {
        user.requestFocus();
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
        model.refresh();
    }
}
