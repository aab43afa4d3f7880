package com.arzani.tokens.screens.signin;

import com.arzani.tokens.screens.signin.Entrance.Guest;
import com.arzani.tokens.screens.signin.Entrance.Place;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.Texts;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds the sign-in screen.
public final class SignInController implements ScreenController {
    private static final int GUEST_COLUMNS = 2;

    @FXML
    private ComboBox<Place> place;

    @FXML
    private VBox placeBox;

    @FXML
    private Banner banner;

    @FXML
    private Label warnings;

    @FXML
    private VBox waiting;

    @FXML
    private ProgressBar progress;

    @FXML
    private Label step;

    @FXML
    private VBox guestBox;

    @FXML
    private GridPane guests;

    @FXML
    private VBox loginBox;

    @FXML
    private TextField login;

    @FXML
    private PasswordField password;

    @FXML
    private Button enter;

    private final Kit kit;
    private final Texts texts;
    private final SignInViewModel<?> model;

    public SignInController(Kit kit, SignInViewModel<?> model) {
        this.kit = kit;
        this.texts = kit.texts();
        this.model = model;
    }

    @FXML
    private void initialize() {
        place.getItems().setAll(model.places());
        place.valueProperty().bindBidirectional(model.place);
        showIf(placeBox, place.getItems().size() > 1);
        banner.show(model.failure, kit, model::tryAgain);
        warnings.setText(String.join("\n", model.warnings()));
        showIf(warnings, !warnings.getText().isEmpty());

        var busy = model.preparing().busyProperty().or(model.entering().slowProperty());
        waiting.visibleProperty().bind(busy);
        waiting.managedProperty().bind(busy);
        progress.progressProperty().bind(model.preparing().progressProperty());
        step.textProperty()
                .bind(Bindings.createStringBinding(
                        this::step,
                        model.preparing().stepProperty(),
                        model.entering().busyProperty()));

        var demonstration = model.place.map(Place::demonstration).orElse(false);
        guestBox.visibleProperty().bind(demonstration);
        guestBox.managedProperty().bind(demonstration);
        model.place.subscribe(this::fillGuests);

        login.textProperty().bindBidirectional(model.login);
        password.textProperty().bindBidirectional(model.password);
        enter.disableProperty().bind(model.canEnter.not());
        enter.setOnAction(click -> model.enter());
    }

    private String step() {
        String said = model.preparing().stepProperty().get();
        if (!said.isEmpty()) {
            return said;
        }
        return texts.get(model.entering().isBusy() ? "signin.entering" : "signin.preparing");
    }

    private void fillGuests(Place chosen) {
        guests.getChildren().clear();
        if (chosen != null) {
            for (int place = 0; place < chosen.guests().size(); place++) {
                guests.add(card(chosen.guests().get(place)), place % GUEST_COLUMNS, place / GUEST_COLUMNS);
            }
        }
    }

    private Button card(Guest guest) {
        Label name = new Label(texts.get("signin.role." + guest.role()));
        name.getStyleClass().add("guest-name");
        Label task = new Label(texts.get("signin.task." + guest.role()));
        task.getStyleClass().add("guest-task");
        task.setWrapText(true);
        HBox line = new HBox(12, new FontIcon(guest.icon()), new VBox(2, name, task));
        Button card = new Button(null, line);
        card.setId("guest-" + guest.role());
        card.getStyleClass().add("guest");
        card.setAccessibleText(texts.get("signin.enter_as", name.getText()));
        card.disableProperty()
                .bind(model.readyProperty().not().or(model.entering().busyProperty()));
        card.setOnAction(click -> model.enterAs(guest));
        return card;
    }

    private static void showIf(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    @Override
    public void activate() {
        model.begin();
    }
}
