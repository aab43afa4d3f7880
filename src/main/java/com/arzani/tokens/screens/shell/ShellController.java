package com.arzani.tokens.screens.shell;

import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenHost;
import com.arzani.tokens.ui.ScreenLoader;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.Theme;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds the window around the screens: navigation, top bar, keys, and the screen in the middle.
public final class ShellController {
    @FXML
    private VBox navigation;

    @FXML
    private StackPane content;

    @FXML
    private TextField find;

    @FXML
    private Button back;

    @FXML
    private Button forward;

    @FXML
    private Button theme;

    @FXML
    private FontIcon themeIcon;

    @FXML
    private Button keys;

    @FXML
    private Button changePassword;

    @FXML
    private Button signOut;

    @FXML
    private StackPane keySheet;

    @FXML
    private GridPane keyList;

    @FXML
    private PaletteController paletteController;

    private final ShellViewModel model;
    private final PaletteViewModel paletteModel;
    private final Texts texts;
    private final ScreenHost host;
    private final ToggleGroup group = new ToggleGroup();
    private final Map<String, ToggleButton> items = new HashMap<>();
    private ShellKeys shellKeys;

    public ShellController(ShellViewModel model, PaletteViewModel paletteModel, ScreenLoader loader) {
        this.model = model;
        this.paletteModel = paletteModel;
        this.texts = model.parts().kit().texts();
        Map<String, Screen> screens =
                model.screens().stream().collect(Collectors.toMap(Screen::name, Function.identity()));
        this.host =
                new ScreenHost(loader, screens, root -> content.getChildren().setAll(root));
    }

    @FXML
    private void initialize() {
        fillNavigation();
        paletteController.bind(find);
        back.setOnAction(click -> model.history().back());
        back.disableProperty().bind(model.history().canGoBackProperty().not());
        forward.setOnAction(click -> model.history().forward());
        forward.disableProperty().bind(model.history().canGoForwardProperty().not());
        theme.setOnAction(click -> model.turnTheme());
        model.theme.subscribe(now -> themeIcon.setIconLiteral(now == Theme.LIGHT ? "fth-moon" : "fth-sun"));
        keys.setOnAction(click -> model.keysShown.set(true));
        signOut.setOnAction(click -> model.parts().person().signOut().run());
        Runnable change = model.parts().person().changePassword();
        changePassword.setVisible(change != null);
        changePassword.setManaged(change != null);
        changePassword.setOnAction(click -> change.run());
        keySheet.visibleProperty().bind(model.keysShown);
        keySheet.setOnMouseClicked(click -> model.keysShown.set(false));
        KeySheet.fill(keyList, model.chords(), texts);
        model.history().currentProperty().addListener((value, old, target) -> show(target));
        Runnable escape = () -> {
            paletteModel.close();
            model.closeOverlays();
        };
        shellKeys = new ShellKeys(model, find::requestFocus, host::refresh, escape);
        content.sceneProperty().addListener((value, old, scene) -> shellKeys.move(old, scene));
    }

    private void fillNavigation() {
        String lastGroup = "";
        int number = 1;
        for (Screen screen : model.screens()) {
            if (!screen.group().equals(lastGroup) && !screen.group().isEmpty()) {
                lastGroup = screen.group();
                Label heading = new Label(texts.get(lastGroup));
                heading.getStyleClass().add("nav-group");
                navigation.getChildren().add(heading);
            }
            navigation.getChildren().add(item(screen, number++));
        }
    }

    private ToggleButton item(Screen screen, int number) {
        ToggleButton item = new ToggleButton(texts.get(screen.titleKey()), new FontIcon(screen.icon()));
        item.setId("nav-" + screen.name());
        item.setMnemonicParsing(false);
        item.getStyleClass().add("nav-item");
        item.setMaxWidth(Double.MAX_VALUE);
        item.setToggleGroup(group);
        item.setTooltip(new Tooltip(texts.get("shell.nav.tooltip", texts.get(screen.titleKey()), number)));
        item.setOnAction(click -> {
            // A second press must not unselect the open screen.
            item.setSelected(true);
            model.open(screen);
        });
        if (screen.count() != null) {
            String title = texts.get(screen.titleKey());
            item.textProperty()
                    .bind(Bindings.createStringBinding(
                            () -> screen.count().get() == 0
                                    ? title
                                    : texts.get(
                                            "shell.nav.counted",
                                            title,
                                            screen.count().get()),
                            screen.count()));
        }
        items.put(screen.name(), item);
        return item;
    }

    private void show(Target target) {
        if (target != null) {
            host.show(target);
            items.get(target.screen()).setSelected(true);
        }
    }

    /// Takes the open screen out of the window before the shell goes.
    public void close() {
        host.leave();
    }
}
