package com.arzani.tokens.screens.flags;

import com.arzani.tokens.market.FeatureFlag;
import com.arzani.tokens.ui.Badge;

/// A flag, or a version of one, in words.
///
/// @param change what this version changed; empty in the list of flags
public record FlagRow(FeatureFlag flag, String feature, Badge state, String share, String audience, String change) {
    static FlagRow of(FeatureFlag flag, FlagWords words, String change) {
        return new FlagRow(
                flag,
                words.feature(flag.name()),
                words.state(flag.setting()),
                words.share(flag.setting()),
                words.audience(flag.setting()),
                change);
    }
}
