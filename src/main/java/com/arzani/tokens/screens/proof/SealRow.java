package com.arzani.tokens.screens.proof;

import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.proof.Seal;
import com.arzani.tokens.proof.SignedSeal;

/// One seal in the list.
///
/// @param key the fingerprint of the key that signed it
record SealRow(Seal seal, String number, String key) {
    static SealRow of(SignedSeal sealed) {
        return new SealRow(
                sealed.seal(),
                Long.toString(sealed.seal().number()),
                sealed.signature().fingerprint());
    }

    long id() {
        return seal.number();
    }

    Tokens tokens() {
        return new Tokens(seal.sums().tokens());
    }

    Tokens owed() {
        return new Tokens(seal.sums().owed());
    }
}
