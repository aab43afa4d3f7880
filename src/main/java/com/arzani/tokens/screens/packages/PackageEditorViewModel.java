package com.arzani.tokens.screens.packages;

import com.arzani.tokens.catalog.CatalogEntry;
import com.arzani.tokens.catalog.Meanwhile;
import com.arzani.tokens.catalog.PackageCatalog;
import com.arzani.tokens.catalog.PackageContent;
import com.arzani.tokens.catalog.PackageDraft;
import com.arzani.tokens.catalog.PackageEdit;
import com.arzani.tokens.catalog.PackageEdit.DraftKey;
import com.arzani.tokens.catalog.TokenPackage;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Edits one package: draft first, then publishing. When somebody else was faster, it shows what they changed and lets
/// the person take that over or keep their own (F5).
public final class PackageEditorViewModel {
    final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    /// Whose draft is shown; empty for one's own and for none.
    final ReadOnlyStringWrapper whose = new ReadOnlyStringWrapper("");
    final PackageForm form;
    final StringProperty reason = new SimpleStringProperty("");
    final ObservableList<ChangeRow> changes = FXCollections.observableArrayList();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    /// What another person made of it meanwhile; null unless a save was refused for it.
    final ReadOnlyObjectWrapper<Meanwhile> meanwhile = new ReadOnlyObjectWrapper<>();
    final ObservableList<ChangeRow> theirs = FXCollections.observableArrayList();
    final Channel writing;
    final BooleanBinding canSave;
    final BooleanBinding canPublish;
    final BooleanBinding canDiscard;

    private final Kit kit;
    private final PackageCatalog catalog;
    private final PackageWords words;
    private final Consumer<String> reload;
    private final ReadOnlyObjectWrapper<DraftKey> draft = new ReadOnlyObjectWrapper<>();
    /// What the form was last filled with or saved as; the form is unsaved while it differs.
    private final ReadOnlyObjectWrapper<PackageContent> saved = new ReadOnlyObjectWrapper<>();
    private TokenPackage published;

    /// @param reload reads the list again and selects the row of that key
    PackageEditorViewModel(Kit kit, PackageCatalog catalog, Consumer<String> reload) {
        this.kit = kit;
        this.catalog = catalog;
        this.reload = reload;
        words = new PackageWords(kit.texts());
        form = new PackageForm(kit.texts());
        writing = kit.tasks().oneAtATime("packages.draft");
        form.contentProperty().addListener((value, old, content) -> compare());
        canSave = Bindings.createBooleanBinding(
                () -> idle() && !content().equals(saved.get()),
                open,
                form.contentProperty(),
                saved,
                meanwhile,
                writing.busyProperty());
        canPublish = Bindings.createBooleanBinding(
                () -> idle() && !reason.get().isBlank() && (published == null || !changes.isEmpty()),
                open,
                form.contentProperty(),
                reason,
                changes,
                meanwhile,
                writing.busyProperty());
        canDiscard = Bindings.createBooleanBinding(
                () -> draft.get() != null && !writing.isBusy() && meanwhile.get() == null,
                draft,
                meanwhile,
                writing.busyProperty());
    }

    private boolean idle() {
        return open.get() && content() != null && meanwhile.get() == null && !writing.isBusy();
    }

    private PackageContent content() {
        return form.contentProperty().get();
    }

    void create(int place) {
        begin(null, null, kit.texts().get("packages.editor.new"));
        form.clear(place);
    }

    void edit(CatalogEntry entry) {
        PackageDraft found = entry.draft();
        PackageContent start = found == null ? entry.published().content() : found.content();
        begin(entry.published(), found, kit.texts().get("packages.editor.edit", start.name()));
        saved.set(start);
        form.fill(start);
    }

    /// As [#edit], with other content to begin with, such as an earlier version's.
    void editFrom(CatalogEntry entry, PackageContent content) {
        edit(entry);
        form.fill(content.at(saved.get().displayOrder()));
    }

    private void begin(TokenPackage of, PackageDraft found, String newTitle) {
        published = of;
        draft.set(found == null ? null : DraftKey.of(found));
        boolean others = found != null && !found.updatedBy().equals(catalog.login());
        whose.set(
                others
                        ? kit.texts()
                                .get(
                                        "packages.editor.whose",
                                        found.updatedBy(),
                                        kit.times().relative(found.updatedAt()))
                        : "");
        title.set(newTitle);
        saved.set(null);
        reason.set("");
        failure.set(null);
        meanwhile.set(null);
        theirs.clear();
        open.set(true);
    }

    private void compare() {
        changes.setAll(
                content() == null || published == null
                        ? java.util.List.of()
                        : words.changes(published.content().changesTo(content())));
    }

    /// Closes the form. What was typed and not saved can be fetched back from the notice.
    void close() {
        PackageContent typed = content();
        boolean unsaved = typed != null && !typed.equals(saved.get());
        open.set(false);
        if (unsaved) {
            kit.notices()
                    .tell(
                            Severity.INFO,
                            kit.texts().get("packages.editor.closed", typed.name()),
                            kit.texts().get("packages.editor.reopen"),
                            () -> open.set(true));
        }
    }

    void save() {
        submit("");
    }

    void publish() {
        submit(reason.get());
    }

    /// @param why the reason of publishing; empty to save only
    private void submit(String why) {
        PackageEdit edit = edit();
        PackageSubmission submission =
                new PackageSubmission(catalog, edit, content().equals(saved.get()));
        failure.set(null);
        writing.run(
                () -> why.isEmpty() ? submission.save() : submission.publish(why),
                this::apply,
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private PackageEdit edit() {
        Long packageId = published == null ? null : published.id();
        Integer baseVersion = published == null ? null : published.version();
        return new PackageEdit(draft.get(), packageId, baseVersion, content());
    }

    private void apply(PackageSubmission.Outcome outcome) {
        if (outcome.draft() != null) {
            draft.set(DraftKey.of(outcome.draft()));
            saved.set(outcome.draft().content());
            whose.set("");
        }
        if (outcome.refusal() != null) {
            failure.set(kit.failures().describe(outcome.refusal()));
        }
        if (outcome.conflict()) {
            showMeanwhile(outcome.meanwhile());
        } else if (outcome.published() != null) {
            tellPublished(outcome.published());
        } else if (outcome.draft() != null) {
            tellSaved(outcome);
        }
    }

    private void tellPublished(TokenPackage made) {
        PackageContent before = published == null ? null : published.content();
        open.set(false);
        reload.accept("package " + made.id());
        String text = kit.texts().get("packages.published", made.name(), made.version());
        if (before == null) {
            kit.notices().tell(Severity.SUCCESS, text);
        } else {
            String back = kit.texts().get("packages.published.back", made.version() - 1);
            kit.notices().tell(Severity.SUCCESS, text, back, () -> editFrom(new CatalogEntry(made, null), before));
        }
    }

    private void tellSaved(PackageSubmission.Outcome outcome) {
        boolean unpublished = published == null;
        reload.accept(unpublished ? "draft " + outcome.draft().id() : "package " + published.id());
        if (outcome.refusal() == null) {
            kit.notices()
                    .tell(
                            Severity.SUCCESS,
                            kit.texts()
                                    .get(
                                            "packages.draft.saved",
                                            outcome.draft().content().name()));
        }
    }

    private void showMeanwhile(Meanwhile now) {
        if (now == null) {
            // Published or discarded by somebody else: what is typed can be saved as a new draft.
            draft.set(null);
            saved.set(null);
            return;
        }
        PackageContent base = published == null ? saved.get() : published.content();
        theirs.setAll(words.changes(base.changesTo(now.content())));
        meanwhile.set(now);
    }

    /// Goes on with what the other person made.
    void takeTheirs() {
        Meanwhile now = meanwhile.get();
        follow(now);
        saved.set(now.content());
        form.fill(now.content());
    }

    /// Goes on with one's own text, which the next save puts over theirs, knowingly.
    void keepMine() {
        follow(meanwhile.get());
        saved.set(null);
        compare();
    }

    private void follow(Meanwhile now) {
        published = now.published();
        draft.set(now.draft());
        meanwhile.set(null);
        theirs.clear();
        failure.set(null);
    }

    void discard() {
        DraftKey key = draft.get();
        PackageContent last = saved.get();
        TokenPackage of = published;
        failure.set(null);
        writing.run(
                () -> {
                    catalog.discard(key);
                    return last;
                },
                gone -> discarded(gone, of),
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private void discarded(PackageContent gone, TokenPackage of) {
        open.set(false);
        draft.set(null);
        reload.accept(of == null ? "" : "package " + of.id());
        kit.notices()
                .tell(
                        Severity.SUCCESS,
                        kit.texts().get("packages.draft.discarded", gone.name()),
                        kit.texts().get("packages.draft.restore"),
                        () -> restore(gone, of));
    }

    private void restore(PackageContent gone, TokenPackage of) {
        begin(of, null, kit.texts().get("packages.editor.edit", gone.name()));
        saved.set(of == null ? null : of.content());
        form.fill(gone);
    }
}
