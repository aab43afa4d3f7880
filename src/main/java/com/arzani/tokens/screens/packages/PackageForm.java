package com.arzani.tokens.screens.packages;

import com.arzani.tokens.catalog.Offer;
import com.arzani.tokens.catalog.PackageContent;
import com.arzani.tokens.catalog.PackageField;
import com.arzani.tokens.catalog.PackageLimits;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.ui.Texts;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The fields of a package as typed, what is wrong with each, and the content they make when nothing is.
public final class PackageForm {
    final StringProperty name = new SimpleStringProperty("");
    final StringProperty description = new SimpleStringProperty("");
    final StringProperty tokens = new SimpleStringProperty("");
    final StringProperty bonus = new SimpleStringProperty("");
    final StringProperty price = new SimpleStringProperty("");
    final BooleanProperty active = new SimpleBooleanProperty(true);
    final BooleanProperty recommended = new SimpleBooleanProperty();

    private final Texts texts;
    private final Map<PackageField, StringProperty> problems = new EnumMap<>(PackageField.class);
    private final ReadOnlyObjectWrapper<PackageContent> content = new ReadOnlyObjectWrapper<>();
    private int displayOrder = 1;
    private boolean filling;

    PackageForm(Texts texts) {
        this.texts = texts;
        for (PackageField field : PackageField.values()) {
            problems.put(field, new SimpleStringProperty(""));
        }
        for (StringProperty text : new StringProperty[] {name, description, tokens, bonus, price}) {
            text.addListener((value, old, typed) -> judge());
        }
        active.addListener((value, old, chosen) -> judge());
        recommended.addListener((value, old, chosen) -> judge());
    }

    /// Puts a package's content into the fields.
    void fill(PackageContent from) {
        filling = true;
        name.set(from.name());
        description.set(from.description());
        tokens.set(Long.toString(from.offer().tokens().count()));
        bonus.set(Long.toString(from.offer().bonus().count()));
        price.set(pounds(from.offer().price()));
        active.set(from.active());
        recommended.set(from.recommended());
        displayOrder = from.displayOrder();
        filling = false;
        judge();
    }

    /// Empties the fields for a new package at a place of the list.
    void clear(int place) {
        filling = true;
        name.set("");
        description.set("");
        tokens.set("");
        bonus.set("0");
        price.set("");
        active.set(true);
        recommended.set(false);
        displayOrder = place;
        filling = false;
        judge();
    }

    /// What the fields say; null while something is wrong.
    ReadOnlyObjectProperty<PackageContent> contentProperty() {
        return content.getReadOnlyProperty();
    }

    /// What is wrong with a field, empty if nothing is.
    StringProperty problem(PackageField field) {
        return problems.get(field);
    }

    private void judge() {
        if (filling) {
            return;
        }
        Tokens typedTokens = tokens(tokens.get());
        Tokens typedBonus = tokens(bonus.get().isBlank() ? "0" : bonus.get());
        OptionalLong pence = Digits.parsePounds(price.get());
        // What cannot be read is out of range: the sentence says what would be right.
        Offer offer = new Offer(typedTokens, typedBonus, new Pence(pence.orElse(0)));
        PackageContent typed = new PackageContent(
                name.get().strip(), description.get().strip(), offer, active.get(), recommended.get(), displayOrder);
        Map<PackageField, Rejected> wrong = PackageLimits.problems(typed);
        for (PackageField field : PackageField.values()) {
            boolean empty = field == PackageField.NAME && name.get().isEmpty()
                    || field == PackageField.TOKENS && tokens.get().isEmpty()
                    || field == PackageField.PRICE && price.get().isEmpty()
                    || field == PackageField.BONUS && tokens.get().isEmpty();
            // An untouched field is not accused; the button stays disabled all the same.
            problems.get(field).set(wrong.containsKey(field) && !empty ? texts.of(wrong.get(field)) : "");
        }
        content.set(wrong.isEmpty() ? typed : null);
    }

    private static Tokens tokens(String typed) {
        return new Tokens(Digits.parse(typed).orElse(-1));
    }

    private static String pounds(Pence price) {
        long rest = price.amount() % 100;
        return price.amount() / 100 + "." + (rest < 10 ? "0" : "") + rest;
    }
}
