package com.arzani.tokens.screens.bulk;

import com.arzani.tokens.ledger.BulkBatch;
import com.arzani.tokens.ledger.BulkRow;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;
import java.util.Locale;

/// What is said of a batch.
final class BatchWords {
    private BatchWords() {}

    /// How it ended, in a sentence.
    static String result(BulkBatch batch, Texts texts) {
        return result(batch, 0, texts);
    }

    /// How it ended, with rows that were refused before it was made.
    static String result(BulkBatch batch, int leftOut, Texts texts) {
        BulkBatch.Done done = batch.done();
        String key = "bulk.result." + batch.state().name().toLowerCase(Locale.ROOT);
        return switch (batch.state()) {
            case DONE, CANCELLED, RUNNING, PREPARED ->
                texts.get(
                        key,
                        done.posted(),
                        done.granted().toString(),
                        done.taken().toString(),
                        batch.plan().rows() - done.posted() + leftOut);
            case REFUSED -> texts.get(key, done.refused());
        };
    }

    /// How it stands, with what another person said.
    static String about(BulkBatch batch, Texts texts) {
        String result = result(batch, texts);
        BulkBatch.Approval approval = batch.trace().approval();
        return approval == BulkBatch.Approval.NONE
                ? result
                : result + " " + texts.get("bulk.approval." + approval.name().toLowerCase(Locale.ROOT));
    }

    /// What became of a row.
    static String outcome(BulkRow row, Texts texts) {
        if (row.posted()) {
            return texts.get("bulk.row.posted", Long.toString(row.entryId()));
        }
        return row.refusal().map(texts::of).orElse(texts.get("bulk.row.waiting"));
    }

    static Badge state(BulkBatch batch, Texts texts) {
        String words = texts.get("bulk.state." + batch.state().name().toLowerCase(Locale.ROOT));
        return switch (batch.state()) {
            case DONE -> new Badge(words, batch.done().refused() == 0 ? Badge.Tone.SUCCESS : Badge.Tone.WARNING);
            case RUNNING -> new Badge(words, Badge.Tone.ACCENT);
            case PREPARED, CANCELLED -> new Badge(words, Badge.Tone.NEUTRAL);
            case REFUSED -> new Badge(words, Badge.Tone.DANGER);
        };
    }
}
