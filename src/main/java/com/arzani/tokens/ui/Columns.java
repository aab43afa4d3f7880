package com.arzani.tokens.ui;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;

/// How columns show their values, the same everywhere: numbers to the right in digits of one width, movements with sign
/// and colour, times relative with the exact time on hover, customers' text made safe.
public final class Columns {
    private Columns() {}

    /// Our own words.
    public static <R> void text(TableColumn<R, String> column, Function<R, String> value) {
        values(column, value);
        column.setCellFactory(of -> new ValueCell<>(text -> text, ""));
    }

    /// Words a customer wrote.
    public static <R> void customerText(TableColumn<R, String> column, Function<R, String> value) {
        values(column, value);
        column.setCellFactory(of -> new ValueCell<>(SafeText::line, ""));
    }

    /// An id, in digits of one width.
    public static <R> void id(TableColumn<R, String> column, Function<R, String> value) {
        values(column, value);
        ColumnWidths.keep(column);
        column.setCellFactory(of -> new ValueCell<>(SafeText::line, "id-cell"));
    }

    /// A count.
    public static <R> void number(TableColumn<R, Long> column, Function<R, Long> value) {
        values(column, value);
        right(column);
        column.setCellFactory(of -> new ValueCell<>(com.arzani.tokens.money.Digits::grouped, "number-cell"));
    }

    /// A balance.
    public static <R> void tokens(TableColumn<R, Tokens> column, Function<R, Tokens> value) {
        values(column, value);
        right(column);
        column.setCellFactory(of -> new ValueCell<>(Tokens::toString, "number-cell"));
    }

    /// A balance that a click explains; by keyboard it is the table's Ctrl+E.
    public static <R> void explained(TableColumn<R, Tokens> column, Function<R, Tokens> value, Consumer<R> explain) {
        values(column, value);
        right(column);
        column.setCellFactory(of -> new ExplainedCell<>(explain));
    }

    /// A movement: `+5` or `−2`, coloured by its sign.
    public static <R> void movement(TableColumn<R, Tokens> column, Function<R, Tokens> value) {
        values(column, value);
        right(column);
        column.setCellFactory(of -> new SignedCell<>(Tokens::signed, Tokens::count));
    }

    /// Pounds; a negative amount has its minus sign and its colour.
    public static <R> void money(TableColumn<R, Pence> column, Function<R, Pence> value) {
        values(column, value);
        right(column);
        column.setCellFactory(of -> new SignedCell<>(Pence::toString, pence -> Math.min(0, pence.amount())));
    }

    /// An amount in words of our own, such as one of another currency.
    public static <R> void amount(TableColumn<R, String> column, Function<R, String> value) {
        values(column, value);
        right(column);
        column.setCellFactory(of -> new ValueCell<>(text -> text, "number-cell"));
    }

    public static <R> void time(TableColumn<R, Instant> column, TimeText times, Function<R, Instant> value) {
        values(column, value);
        ColumnWidths.keep(column);
        column.setCellFactory(of -> new TimeCell<>(times));
    }

    public static <R> void badge(TableColumn<R, Badge> column, Function<R, Badge> value) {
        values(column, value);
        ColumnWidths.keep(column);
        column.setCellFactory(of -> new BadgeCell<>());
    }

    private static <R, V> void values(TableColumn<R, V> column, Function<R, V> value) {
        column.setCellValueFactory(
                row -> row.getValue() == null ? null : new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
    }

    private static void right(TableColumn<?, ?> column) {
        column.getStyleClass().add("number-column");
        ColumnWidths.keep(column);
    }

    private static class ValueCell<R, V> extends TableCell<R, V> {
        private final Function<V, String> words;

        ValueCell(Function<V, String> words, String style) {
            this.words = words;
            setMnemonicParsing(false);
            setOnMouseEntered(enter -> tellWhole());
            if (!style.isEmpty()) {
                getStyleClass().add(style);
            }
            if (style.equals("number-cell")) {
                setAlignment(Pos.CENTER_RIGHT);
            }
        }

        @Override
        protected void updateItem(V value, boolean empty) {
            super.updateItem(value, empty);
            setText(empty || value == null ? null : words.apply(value));
        }

        /// What is cut off is told whole on hover.
        void tellWhole() {
            boolean cut = getText() != null && isTextTruncated();
            setTooltip(cut ? new Tooltip(getText()) : null);
        }
    }

    private static final class ExplainedCell<R> extends TableCell<R, Tokens> {
        private final Hyperlink link = new Hyperlink();

        ExplainedCell(Consumer<R> explain) {
            getStyleClass().addAll("number-cell", "explained-cell");
            setAlignment(Pos.CENTER_RIGHT);
            link.setFocusTraversable(false);
            link.setOnAction(click -> {
                link.setVisited(false);
                R row = getTableRow().getItem();
                if (row != null) {
                    explain.accept(row);
                }
            });
        }

        @Override
        protected void updateItem(Tokens value, boolean empty) {
            super.updateItem(value, empty);
            boolean shown = !empty && value != null;
            link.setText(shown ? value.toString() : "");
            setGraphic(shown ? link : null);
        }
    }

    private static final class SignedCell<R, V> extends ValueCell<R, V> {
        private final Function<V, Long> sign;

        SignedCell(Function<V, String> words, Function<V, Long> sign) {
            super(words, "number-cell");
            this.sign = sign;
        }

        @Override
        protected void updateItem(V value, boolean empty) {
            super.updateItem(value, empty);
            getStyleClass().removeAll("amount-credit", "amount-debit");
            int direction = empty || value == null ? 0 : Long.signum(sign.apply(value));
            if (direction != 0) {
                getStyleClass().add(direction > 0 ? "amount-credit" : "amount-debit");
            }
        }
    }

    private static final class TimeCell<R> extends ValueCell<R, Instant> {
        private final TimeText times;

        TimeCell(TimeText times) {
            super(times::relative, "time-cell");
            this.times = times;
        }

        @Override
        void tellWhole() {
            // Its tooltip is the exact time.
        }

        @Override
        protected void updateItem(Instant time, boolean empty) {
            super.updateItem(time, empty);
            setTooltip(empty || time == null ? null : new Tooltip(times.exact(time)));
        }
    }

    private static final class BadgeCell<R> extends TableCell<R, Badge> {
        private final BadgeLabel label = new BadgeLabel();

        @Override
        protected void updateItem(Badge badge, boolean empty) {
            super.updateItem(badge, empty);
            label.setBadge(empty ? null : badge);
            setGraphic(empty || badge == null ? null : label);
        }
    }
}
