package com.arzani.tokens.screens.users;

import javafx.beans.binding.BooleanBinding;

/// The forms that take the place of the user's lists, one at a time.
public record UserPanels(CheckoutViewModel checkout, BlockViewModel block, UnlockViewModel unlock) {
    BooleanBinding anyOpen() {
        return checkout.open.or(block.open).or(unlock.open);
    }

    void open(long userId) {
        checkout.open(userId);
        block.open(userId);
        unlock.open(userId);
    }

    void close() {
        checkout.close();
        block.close();
        unlock.close();
    }
}
