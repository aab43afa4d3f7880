package com.arzani.tokens.screens.experiments;

import com.arzani.tokens.catalog.GroupPackage;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.Kit;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// Binds a draft's groups, the chosen one's packages, and the form for a package of its own.
public final class DraftGroupsController {
    @FXML
    private TableView<DraftGroup> groups;

    @FXML
    private TableColumn<DraftGroup, String> groupNameColumn;

    @FXML
    private TableColumn<DraftGroup, String> weightColumn;

    @FXML
    private TableColumn<DraftGroup, String> offeredColumn;

    @FXML
    private Button add;

    @FXML
    private Button remove;

    @FXML
    private TextField groupName;

    @FXML
    private TextField weight;

    @FXML
    private VBox packages;

    @FXML
    private ComboBox<GroupPackage> base;

    @FXML
    private TextField packageName;

    @FXML
    private TextField tokens;

    @FXML
    private TextField bonus;

    @FXML
    private TextField price;

    @FXML
    private Button make;

    private final ExperimentWords words;
    private final DraftViewModel model;

    public DraftGroupsController(Kit kit, DraftViewModel model) {
        this.model = model;
        words = new ExperimentWords(kit.texts());
    }

    @FXML
    private void initialize() {
        Columns.text(groupNameColumn, group -> group.name.get());
        Columns.amount(weightColumn, group -> group.weight.get());
        Columns.text(offeredColumn, group -> words.packages(model.offered(group), model.known()));
        ColumnWidths.on(groups);
        groups.setItems(model.groups);
        groups.getSelectionModel().selectedItemProperty().addListener((value, old, group) -> choose(group));
        model.group.addListener((value, old, group) -> show(old, group));
        model.groups.addListener((ListChangeListener<DraftGroup>) change -> groups.refresh());
        model.candidates.addListener((ListChangeListener<GroupPackage>) change -> showPackages());
        add.setOnAction(click -> model.addGroup());
        add.disableProperty().bind(Bindings.size(model.groups).greaterThanOrEqualTo(10));
        remove.setOnAction(click -> model.removeGroup());
        remove.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.groups.indexOf(model.group.get()) < 1, model.group, model.groups));
        bindMaking();
        show(null, model.group.get());
    }

    private void bindMaking() {
        base.setConverter(new StringConverter<>() {
            @Override
            public String toString(GroupPackage each) {
                return each == null ? "" : each.name();
            }

            @Override
            public GroupPackage fromString(String text) {
                return null;
            }
        });
        base.valueProperty().bindBidirectional(model.made.base);
        packageName.textProperty().bindBidirectional(model.made.name);
        tokens.textProperty().bindBidirectional(model.made.tokens);
        bonus.textProperty().bindBidirectional(model.made.bonus);
        price.textProperty().bindBidirectional(model.made.price);
        make.disableProperty().bind(model.made.canMake.not());
        make.setOnAction(click -> model.made.make());
    }

    private void choose(DraftGroup group) {
        if (group != null) {
            model.group.set(group);
        }
    }

    private void show(DraftGroup old, DraftGroup group) {
        if (old != null) {
            groupName.textProperty().unbindBidirectional(old.name);
            weight.textProperty().unbindBidirectional(old.weight);
        }
        if (group != null) {
            groupName.textProperty().bindBidirectional(group.name);
            weight.textProperty().bindBidirectional(group.weight);
            groups.getSelectionModel().select(group);
        }
        showPackages();
    }

    private void showPackages() {
        base.getItems()
                .setAll(model.candidates.stream()
                        .filter(each -> !each.experimental())
                        .toList());
        DraftGroup group = model.group.get();
        boolean first = group == null || model.groups.indexOf(group) == 0;
        packages.getChildren()
                .setAll(model.candidates.stream()
                        .map(each -> box(each, group, first))
                        .toList());
        groups.refresh();
    }

    /// The first group is offered the standard packages, whatever they are.
    private Node box(GroupPackage each, DraftGroup group, boolean first) {
        CheckBox box = new CheckBox(words.candidate(each, model.known()));
        box.setId("offer-" + each.id());
        box.setMnemonicParsing(false);
        box.setWrapText(true);
        box.setDisable(first);
        box.setSelected(first ? !each.experimental() : group.packages.contains(each.id()));
        box.selectedProperty().addListener((value, old, chosen) -> {
            if (chosen) {
                group.packages.add(each.id());
            } else {
                group.packages.remove(each.id());
            }
        });
        return box;
    }
}
