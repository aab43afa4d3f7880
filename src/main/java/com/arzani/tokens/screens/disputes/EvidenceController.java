package com.arzani.tokens.screens.disputes;

import com.arzani.tokens.payments.disputes.EvidenceField;
import com.arzani.tokens.screens.disputes.EvidenceViewModel.Asking;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import java.util.EnumMap;
import java.util.Map;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableBooleanValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/// The answer: texts that can be changed until they are sent, and two things that are for good and asked twice.
public final class EvidenceController {
    @FXML
    private Label answerState;

    @FXML
    private Banner answerBanner;

    @FXML
    private VBox fields;

    @FXML
    private Node actions;

    @FXML
    private Button prepare;

    @FXML
    private Button discard;

    @FXML
    private Button save;

    @FXML
    private Button submit;

    @FXML
    private Button accept;

    @FXML
    private Button paper;

    @FXML
    private Node question;

    @FXML
    private Label questionText;

    @FXML
    private FormField reasonField;

    @FXML
    private TextArea giveUpReason;

    @FXML
    private Button confirm;

    @FXML
    private Button cancel;

    private final Kit kit;
    private final Map<EvidenceField, TextArea> areas = new EnumMap<>(EvidenceField.class);
    private EvidenceViewModel model;

    public EvidenceController(Kit kit) {
        this.kit = kit;
    }

    void bind(EvidenceViewModel answer) {
        model = answer;
        answerState.textProperty().bind(answer.state);
        answerBanner.show(answer.failure, kit, null);
        for (EvidenceField field : EvidenceField.values()) {
            fields.getChildren().add(field(field));
        }
        shown(actions, answer.mayAnswer.and(answer.asking.isEqualTo(Asking.NOTHING)));
        shown(question, answer.asking.isNotEqualTo(Asking.NOTHING));
        shown(reasonField, answer.asking.isEqualTo(Asking.ACCEPT));
        BooleanBinding wrong = Bindings.createBooleanBinding(
                () -> !answer.fits(), answer.texts.values().toArray(Observable[]::new));
        save.disableProperty().bind(wrong.or(answer.busyProperty()).or(answer.changed.not()));
        submit.disableProperty().bind(wrong.or(answer.busyProperty()));
        discard.disableProperty().bind(answer.changed.not());
        giveUpReason.textProperty().bindBidirectional(answer.reason);
        confirm.disableProperty()
                .bind(answer.busyProperty()
                        .or(answer.asking.isEqualTo(Asking.ACCEPT).and(isBlank(answer))));
        wording(answer.asking.get());
        answer.asking.addListener((value, old, now) -> wording(now));
        buttons();
    }

    private static BooleanBinding isBlank(EvidenceViewModel answer) {
        return Bindings.createBooleanBinding(() -> answer.reason.get().isBlank(), answer.reason);
    }

    private FormField field(EvidenceField field) {
        TextArea area = new TextArea();
        area.setId("text-" + field.code());
        area.setWrapText(true);
        area.setPrefRowCount(rows(field));
        area.textProperty().bindBidirectional(model.texts.get(field));
        area.editableProperty().bind(model.mayAnswer);
        area.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        areas.put(field, area);
        FormField shown = new FormField();
        shown.setLabel(kit.texts().get("disputes.field." + field.code()));
        shown.setControl(area);
        shown.problemProperty()
                .bind(Bindings.createStringBinding(() -> model.lengthProblem(field), model.texts.get(field)));
        return shown;
    }

    private static int rows(EvidenceField field) {
        return switch (field) {
            case CUSTOMER_NAME, SERVICE_DATE -> 1;
            case PRODUCT_DESCRIPTION, REFUND_REFUSAL_EXPLANATION -> 2;
            case ACCESS_ACTIVITY_LOG, UNCATEGORIZED_TEXT -> 5;
        };
    }

    /// Tab leaves a text, as in every form; Ctrl+Enter keeps the draft.
    private void onKey(KeyEvent key) {
        if (key.isShortcutDown() && key.getCode() == KeyCode.ENTER && !save.isDisabled() && actions.isVisible()) {
            model.save();
            key.consume();
        } else if (key.getCode() == KeyCode.TAB && !key.isShortcutDown()) {
            TextArea area = (TextArea) key.getSource();
            area.requestFocusTraversal(key.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
            key.consume();
        }
    }

    private void buttons() {
        prepare.setOnAction(click -> model.prepare());
        discard.setOnAction(click -> model.discard());
        save.setOnAction(click -> model.save());
        paper.setOnAction(click -> model.savePaper());
        submit.setOnAction(click -> ask(Asking.SUBMIT));
        accept.setOnAction(click -> ask(Asking.ACCEPT));
        confirm.setOnAction(click -> model.confirm());
        cancel.setOnAction(click -> {
            model.ask(Asking.NOTHING);
            submit.requestFocus();
        });
    }

    private void ask(Asking what) {
        model.ask(what);
        // The way back has the focus: what cannot be undone takes a choice.
        if (what == Asking.ACCEPT) {
            giveUpReason.requestFocus();
        } else {
            cancel.requestFocus();
        }
    }

    private void wording(Asking what) {
        boolean accepts = what == Asking.ACCEPT;
        questionText.setText(kit.texts().get(accepts ? "disputes.ask.accept" : "disputes.ask.submit"));
        confirm.setText(kit.texts().get(accepts ? "disputes.confirm.accept" : "disputes.confirm.submit"));
    }

    void focus() {
        areas.get(EvidenceField.values()[0]).requestFocus();
    }

    private static void shown(Node node, ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }
}
