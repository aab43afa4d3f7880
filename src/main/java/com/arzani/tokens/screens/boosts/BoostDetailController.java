package com.arzani.tokens.screens.boosts;

import com.arzani.tokens.market.BoostedListing;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.BadgeLabel;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeLabel;
import java.time.Instant;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;

/// One listing's header and its periods, or why there is none.
public final class BoostDetailController {
    @FXML
    private Banner banner;

    @FXML
    private Node nothing;

    @FXML
    private Label emptyTitle;

    @FXML
    private Label emptyText;

    @FXML
    private Node content;

    @FXML
    private SafeLabel name;

    @FXML
    private Label idText;

    @FXML
    private Button copyId;

    @FXML
    private BadgeLabel level;

    @FXML
    private Label until;

    @FXML
    private SafeLabel seller;

    @FXML
    private Label effect;

    @FXML
    private Hyperlink openSeller;

    @FXML
    private Hyperlink openWallet;

    @FXML
    private KeyTable<PeriodRow> periods;

    @FXML
    private TableColumn<PeriodRow, Instant> fromColumn;

    @FXML
    private TableColumn<PeriodRow, Instant> untilColumn;

    @FXML
    private TableColumn<PeriodRow, String> levelColumn;

    @FXML
    private TableColumn<PeriodRow, Tokens> spentColumn;

    @FXML
    private TableColumn<PeriodRow, Tokens> backColumn;

    @FXML
    private TableColumn<PeriodRow, String> stateColumn;

    @FXML
    private BoostFormController formController;

    private final Kit kit;
    private final BoostDetailViewModel model;

    public BoostDetailController(Kit kit, BoostDetailViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        banner.show(model.failure, kit, model::refresh);
        emptyTitle.textProperty().bind(model.emptyTitle);
        emptyText.textProperty().bind(model.emptyText);
        content.visibleProperty().bind(model.listing.isNotNull());
        nothing.visibleProperty().bind(model.listing.isNull());
        effect.textProperty().bind(model.effect);
        Columns.time(fromColumn, kit.times(), PeriodRow::from);
        Columns.time(untilColumn, kit.times(), PeriodRow::until);
        Columns.text(levelColumn, PeriodRow::level);
        Columns.tokens(spentColumn, PeriodRow::spent);
        Columns.tokens(backColumn, PeriodRow::back);
        Columns.text(stateColumn, PeriodRow::state);
        periods.show(model.periods, kit);
        periods.setOnOpen(model::openEntry);
        copyId.setOnAction(click -> model.copyId());
        openSeller.setOnAction(click -> model.openSeller());
        openWallet.setOnAction(click -> model.openWallet());
        model.listing.addListener((value, old, listing) -> tell(listing));
    }

    private void tell(BoostedListing listing) {
        if (listing == null) {
            return;
        }
        name.setCustomerText(listing.name());
        idText.setText(kit.texts().get("boosts.id", Long.toString(listing.businessId())));
        level.setBadge(BoostRow.level(listing.level(), listing.running(), kit.texts()));
        until.setText(kit.texts()
                .get(
                        listing.running() ? "boosts.until" : "boosts.was_until",
                        kit.times().minute(listing.until())));
        seller.setCustomerText(listing.sellerName());
    }

    /// Enter on a row goes here.
    void focus() {
        formController.focus();
    }

    void refresh() {
        model.refresh();
    }
}
