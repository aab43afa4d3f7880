package com.arzani.tokens.screens.users;

import com.arzani.tokens.market.FreeContacts;
import com.arzani.tokens.market.OwnListing;
import com.arzani.tokens.market.Unlock;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.SafeText;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.TimeText;
import java.time.Instant;

/// The words of the domain's codes. A code without words of its own (plans are the marketplace's) is shown as it is.
record UserWords(Texts texts, TimeText times) {
    Badge plan(String code) {
        if (code == null || code.isBlank()) {
            return null;
        }
        Badge.Tone tone = code.equals("free") ? Badge.Tone.NEUTRAL : Badge.Tone.ACCENT;
        return new Badge(word("users.plan." + code, code), tone);
    }

    Badge tier(String code) {
        Badge.Tone tone = "basic".equals(code) ? Badge.Tone.NEUTRAL : Badge.Tone.SUCCESS;
        return code == null ? null : new Badge(word("users.tier." + code, code), tone);
    }

    String freeContacts(FreeContacts contacts) {
        return contacts.limit() == 0
                ? texts.get("users.free.none")
                : texts.get("users.free", contacts.used(), contacts.left());
    }

    Badge inquiryType(String type) {
        Badge.Tone tone = type.equals("free") ? Badge.Tone.NEUTRAL : Badge.Tone.ACCENT;
        return new Badge(word("users.inquiry." + type, type), tone);
    }

    Badge access(Unlock unlock, Instant now) {
        if (unlock.revoked() != null) {
            return new Badge(texts.get("users.access.taken"), Badge.Tone.WARNING);
        }
        if (!unlock.running()) {
            return new Badge(texts.get("users.access.over"), Badge.Tone.NEUTRAL);
        }
        return unlock.from().isAfter(now)
                ? new Badge(texts.get("users.access.later"), Badge.Tone.ACCENT)
                : new Badge(texts.get("users.access.running"), Badge.Tone.SUCCESS);
    }

    /// Who sold, gave or took back.
    String madeBy(Unlock unlock) {
        if (unlock.revoked() != null) {
            return texts.get(
                    "users.access.taken_by", SafeText.line(unlock.revoked().by()));
        }
        return unlock.entryId() == null
                ? texts.get("users.access.given_by", SafeText.line(unlock.createdBy()))
                : texts.get("users.access.bought");
    }

    Badge boost(OwnListing listing) {
        return listing.boosted()
                ? new Badge(texts.get("users.listing.boosted", listing.boostLevel()), Badge.Tone.SUCCESS)
                : new Badge(
                        texts.get(listing.boostedUntil() == null ? "users.listing.plain" : "users.listing.over"),
                        Badge.Tone.NEUTRAL);
    }

    /// The text of a key, or the code itself if it has none.
    String word(String key, String code) {
        return texts.has(key) ? texts.get(key) : SafeText.line(code);
    }
}
