package com.arzani.tokens.screens.simulator;

import com.arzani.tokens.payments.simulator.RefundCourse;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import java.time.Duration;
import java.util.function.Function;
import javafx.beans.value.ObservableBooleanValue;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.util.StringConverter;

/// Binds time, weather and post.
public final class ConditionsController {
    @FXML
    private ComboBox<Duration> span;

    @FXML
    private Button advance;

    @FXML
    private Button payOut;

    @FXML
    private FormField webhooksField;

    @FXML
    private TextField webhooks;

    @FXML
    private Button loseWebhooks;

    @FXML
    private Button repeatWebhooks;

    @FXML
    private FormField minutesField;

    @FXML
    private TextField minutes;

    @FXML
    private Button down;

    @FXML
    private Button slow;

    @FXML
    private Button recover;

    @FXML
    private ComboBox<RefundCourse> refunds;

    private final Kit kit;
    private final ConditionsViewModel model;

    public ConditionsController(Kit kit, ConditionsViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        span.getItems().setAll(ConditionsViewModel.SPANS);
        span.valueProperty().bindBidirectional(model.span);
        span.setConverter(words(model::spanWords));
        refunds.getItems().setAll(RefundCourse.values());
        refunds.valueProperty().bindBidirectional(model.refunds);
        refunds.setConverter(words(course -> kit.texts().get("simulator.refunds." + ConditionsViewModel.word(course))));
        webhooks.textProperty().bindBidirectional(model.webhooks);
        webhooksField.problemProperty().bind(model.webhooksProblem);
        minutes.textProperty().bindBidirectional(model.minutes);
        minutesField.problemProperty().bind(model.minutesProblem);
        ObservableBooleanValue events = model.ready().and(model.webhooksProblem.isEmpty());
        ObservableBooleanValue time = model.ready().and(model.minutesProblem.isEmpty());
        bind(advance, model.ready(), model::advance);
        bind(payOut, model.ready(), model::payOut);
        bind(loseWebhooks, events, model::lose);
        bind(repeatWebhooks, events, model::repeat);
        bind(down, time, model::beDown);
        bind(slow, time, model::beSlow);
        bind(recover, model.ready(), model::recover);
    }

    private static void bind(Button button, ObservableBooleanValue ready, Runnable action) {
        button.disableProperty().bind(javafx.beans.binding.Bindings.not(ready));
        button.setOnAction(click -> action.run());
    }

    private static <T> StringConverter<T> words(Function<T, String> words) {
        return new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : words.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        };
    }
}
