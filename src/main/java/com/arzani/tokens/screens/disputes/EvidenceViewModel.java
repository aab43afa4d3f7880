package com.arzani.tokens.screens.disputes;

import com.arzani.tokens.payments.disputes.DisputeCase.Answer;
import com.arzani.tokens.payments.disputes.DisputeFacts;
import com.arzani.tokens.payments.disputes.EvidenceField;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The answer to a dispute: a draft that can be changed, and what is for good, which is asked twice. What somebody has
/// typed is never replaced by what comes from the database.
final class EvidenceViewModel {
    /// What is about to be done for good.
    enum Asking {
        NOTHING,
        SUBMIT,
        ACCEPT
    }

    final Map<EvidenceField, StringProperty> texts = new EnumMap<>(EvidenceField.class);
    final StringProperty reason = new SimpleStringProperty("");
    final StringProperty state = new SimpleStringProperty("");
    final BooleanProperty mayAnswer = new SimpleBooleanProperty();
    final BooleanProperty changed = new SimpleBooleanProperty();
    final ObjectProperty<Asking> asking = new SimpleObjectProperty<>(Asking.NOTHING);
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();

    private final Kit kit;
    private final DisputeServices services;
    private final DisputeWords words;
    private final Channel writing;
    private final Channel saving;
    private DisputeFacts facts;
    private int version;
    private boolean filling;
    private Runnable onAnswered = () -> {};

    EvidenceViewModel(Kit kit, DisputeServices services, DisputeWords words) {
        this.kit = kit;
        this.services = services;
        this.words = words;
        writing = kit.tasks().oneAtATime("disputes.answer");
        saving = kit.tasks().oneAtATime("disputes.paper");
        for (EvidenceField field : EvidenceField.values()) {
            StringProperty text = new SimpleStringProperty("");
            text.addListener((value, old, now) -> changed.set(changed.get() || !filling));
            texts.put(field, text);
        }
    }

    void onAnswered(Runnable listener) {
        onAnswered = listener;
    }

    ReadOnlyBooleanProperty busyProperty() {
        return writing.busyProperty();
    }

    void show(DisputeFacts now) {
        boolean other = now == null
                || facts == null
                || !facts.dispute().id().equals(now.dispute().id());
        facts = now;
        if (now == null) {
            return;
        }
        Answer answer = now.dispute().tokens().answer();
        boolean open = answer == Answer.NONE || answer == Answer.DRAFT || answer == Answer.REFUSED;
        mayAnswer.set(services.mayAnswer() && now.dispute().needsResponse() && open);
        String cause = now.draft().cause().map(key -> " " + words.cause(key)).orElse("");
        state.set(words.answer(answer) + cause);
        if (other) {
            failure.set(null);
            asking.set(Asking.NOTHING);
            reason.set("");
        }
        if (other || !changed.get() && version != now.draft().version()) {
            fill(now);
        }
    }

    private void fill(DisputeFacts now) {
        filling = true;
        version = now.draft().version();
        if (version == 0 && mayAnswer.get()) {
            new PreparedEvidence(words, now)
                    .texts()
                    .forEach((field, text) -> texts.get(field).set(text));
        } else {
            texts.forEach((field, text) -> text.set(now.draft().texts().getOrDefault(field.code(), "")));
        }
        changed.set(version == 0 && mayAnswer.get());
        filling = false;
    }

    /// Writes every field anew from our records; what was typed goes.
    void prepare() {
        new PreparedEvidence(words, facts)
                .texts()
                .forEach((field, text) -> texts.get(field).set(text));
        changed.set(true);
    }

    String lengthProblem(EvidenceField field) {
        int length = texts.get(field).get().length();
        return length <= EvidenceField.LENGTH_MAX
                ? ""
                : kit.texts().get("disputes.evidence.long", length, EvidenceField.LENGTH_MAX);
    }

    boolean fits() {
        return texts.keySet().stream().allMatch(field -> lengthProblem(field).isEmpty());
    }

    private Map<String, String> typed() {
        Map<String, String> all = new HashMap<>();
        texts.forEach((field, text) -> all.put(field.code(), text.get()));
        return all;
    }

    void save() {
        String id = facts.dispute().id();
        Map<String, String> draft = typed();
        int seen = version;
        failure.set(null);
        writing.run(() -> services.desk().save(id, draft, seen), now -> saved(id, now), this::refused);
    }

    private void saved(String id, int now) {
        if (facts != null && facts.dispute().id().equals(id)) {
            version = now;
            changed.set(false);
        }
        kit.notices().tell(Severity.SUCCESS, kit.texts().get("disputes.saved", id));
        onAnswered.run();
    }

    void ask(Asking what) {
        failure.set(null);
        asking.set(what);
    }

    /// Throws away what was typed since the draft was saved.
    void discard() {
        fill(facts);
    }

    /// Does what was asked twice: sends the draft, saving first what is typed; or gives the dispute up.
    void confirm() {
        String id = facts.dispute().id();
        String why = reason.get();
        failure.set(null);
        if (asking.get() == Asking.ACCEPT) {
            writing.run(() -> services.desk().accept(id, why), key -> asked(Asking.ACCEPT, id), this::refused);
        } else if (changed.get()) {
            Map<String, String> draft = typed();
            int seen = version;
            writing.run(() -> services.desk().save(id, draft, seen), now -> submit(id, now), this::refused);
        } else {
            submit(id, version);
        }
    }

    private void submit(String id, int draft) {
        version = draft;
        changed.set(false);
        writing.run(() -> services.desk().submit(id, draft), key -> asked(Asking.SUBMIT, id), this::refused);
    }

    private void asked(Asking what, String id) {
        asking.set(Asking.NOTHING);
        changed.set(false);
        String text = what == Asking.ACCEPT ? "disputes.accepted" : "disputes.sent";
        kit.notices().tell(Severity.SUCCESS, kit.texts().get(text, id));
        onAnswered.run();
    }

    private void refused(Throwable thrown) {
        failure.set(kit.failures().describe(thrown));
        onAnswered.run();
    }

    /// Saves the case as a PDF, with the texts as they stand in the form.
    void savePaper() {
        DisputeFacts shown = facts;
        Map<EvidenceField, String> now = new EnumMap<>(EvidenceField.class);
        texts.forEach((field, text) -> now.put(field, text.get()));
        Optional<Path> chosen = kit.desktop()
                .chooseSaveFile(
                        kit.texts().get("disputes.paper.title"),
                        "dispute-" + shown.dispute().id() + ".pdf");
        if (chosen.isEmpty() || saving.isBusy()) {
            return;
        }
        Path target = chosen.get();
        EvidencePaper paper = new EvidencePaper(words, shown, now);
        saving.run(
                () -> paper.write(services.record(), target),
                pages -> kit.notices()
                        .tell(
                                Severity.SUCCESS,
                                kit.texts().get("disputes.paper.done", pages, target.toString()),
                                kit.texts().get("disputes.paper.open"),
                                () -> kit.desktop().open(target)),
                thrown -> kit.notices().tell(kit.failures().describe(thrown)));
    }
}
