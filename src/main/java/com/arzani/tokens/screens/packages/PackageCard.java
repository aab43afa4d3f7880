package com.arzani.tokens.screens.packages;

import com.arzani.tokens.catalog.PackageContent;
import com.arzani.tokens.ui.BadgeLabel;
import com.arzani.tokens.ui.SafeLabel;
import com.arzani.tokens.ui.Texts;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// A package as customers see it on the site. It shows what is typed as soon as that makes sense, and keeps the last
/// sense, greyed, while it does not.
public final class PackageCard extends VBox {
    private final SafeLabel name = new SafeLabel();
    private final BadgeLabel popular = new BadgeLabel();
    private final Label tokens = label("cardTokens", "package-card-tokens");
    private final Label bonus = label("cardBonus", "text-muted");
    private final Label price = label("cardPrice", "package-card-price");
    private final Label perToken = label("cardPerToken", "text-muted");
    private final Label purchase = label("cardPurchase", "package-card-button");

    public PackageCard() {
        getStyleClass().add("package-card");
        name.getStyleClass().add("package-card-name");
        name.setWrapText(true);
        purchase.setMaxWidth(Double.MAX_VALUE);
        getChildren().setAll(name, popular, tokens, bonus, price, perToken, purchase);
    }

    private static Label label(String id, String style) {
        Label label = new Label();
        label.setId(id);
        label.getStyleClass().add(style);
        return label;
    }

    void show(ObservableValue<PackageContent> content, Texts texts) {
        purchase.setText(texts.get("packages.purchase"));
        popular.setBadge(null);
        content.addListener((value, old, now) -> tell(now, texts));
        tell(content.getValue(), texts);
    }

    private void tell(PackageContent content, Texts texts) {
        setDisable(content == null);
        if (content == null) {
            return;
        }
        PackageWords words = new PackageWords(texts);
        name.setCustomerText(content.name());
        popular.setBadge(words.recommended(content.recommended()));
        tokens.setText(words.tokens(content.offer()));
        bonus.setText(words.bonus(content.offer()));
        bonus.setManaged(!bonus.getText().isEmpty());
        price.setText(content.offer().price().toString());
        perToken.setText(words.perToken(content.offer()));
        setAccessibleText(
                texts.get("packages.card", content.name(), tokens.getText(), price.getText(), perToken.getText()));
    }
}
