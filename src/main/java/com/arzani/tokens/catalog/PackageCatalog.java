package com.arzani.tokens.catalog;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;
import org.hibernate.exception.ConstraintViolationException;

/// Packages: reading, drafts, publishing, order. Everybody reads; product and administrators write, and PostgreSQL is
/// the judge of that.
public final class PackageCatalog {
    /// What a session must know to use this class.
    public static final List<Class<?>> ENTITIES = List.of(TokenPackage.class, PackageVersion.class, PackageDraft.class);

    private final Database database;

    public PackageCatalog(Database database) {
        this.database = database;
    }

    /// Whether the signed-in role may edit packages; a screen shows no buttons otherwise.
    public boolean mayEdit() {
        OperatorRole role = database.operator().role();
        return role == OperatorRole.PRODUCT || role == OperatorRole.ADMIN;
    }

    /// The login whose drafts are one's own.
    public String login() {
        return database.operator().login();
    }

    /// Every package in display order, then drafts of new ones.
    public List<CatalogEntry> entries() {
        boolean withDrafts = mayEdit();
        return database.read(session -> {
            List<PackageDraft> drafts = withDrafts
                    ? session.createSelectionQuery("from PackageDraft order by id", PackageDraft.class)
                            .getResultList()
                    : List.of();
            Map<Long, PackageDraft> byPackage = new HashMap<>();
            List<CatalogEntry> entries = new ArrayList<>();
            drafts.stream()
                    .filter(draft -> draft.packageId() != null)
                    .forEach(draft -> byPackage.put(draft.packageId(), draft));
            published(session).forEach(each -> entries.add(new CatalogEntry(each, byPackage.get(each.id()))));
            drafts.stream()
                    .filter(draft -> draft.packageId() == null)
                    .forEach(draft -> entries.add(new CatalogEntry(null, draft)));
            return entries;
        });
    }

    /// One package with its draft as they are now; nothing if it is unknown.
    public Optional<CatalogEntry> entry(long packageId) {
        return entries().stream()
                .filter(entry -> entry.published() != null && entry.published().id() == packageId)
                .findFirst();
    }

    /// What stands now where an edit was refused: who changed it, and to what. Nothing when a draft of a new package
    /// was
    /// published or discarded.
    public Optional<Meanwhile> meanwhile(PackageEdit edit) {
        if (edit.packageId() == null) {
            return edit.draft() == null
                    ? Optional.empty()
                    : draft(edit.draft().id()).map(Meanwhile::of);
        }
        return entry(edit.packageId()).map(entry -> {
            boolean draftCounts = entry.draft() != null
                    && entry.draft().baseVersion() == entry.published().version();
            return draftCounts
                    ? Meanwhile.of(entry.draft(), entry.published())
                    : Meanwhile.of(versions(edit.packageId()).getFirst().version(), entry);
        });
    }

    /// A draft as it is now; nothing once it was published or discarded.
    public Optional<PackageDraft> draft(long draftId) {
        return database.read(session -> Optional.ofNullable(session.find(PackageDraft.class, draftId)));
    }

    /// All versions of a package, newest first, each with its difference to the one before and its number of orders.
    public List<PublishedVersion> versions(long packageId) {
        return database.read(session -> {
            List<PackageVersion> versions = session.createSelectionQuery(
                            "from PackageVersion where packageId = :package order by version", PackageVersion.class)
                    .setParameter("package", packageId)
                    .getResultList();
            Map<Integer, Long> orders = orders(session, packageId);
            List<PublishedVersion> told = new ArrayList<>();
            PackageVersion before = null;
            for (PackageVersion version : versions) {
                List<FieldChange> changes =
                        before == null ? List.of() : before.content().changesTo(version.content());
                told.add(new PublishedVersion(version, changes, orders.getOrDefault(version.version(), 0L)));
                before = version;
            }
            return told.reversed();
        });
    }

    /// Saves a draft, new or continued.
    ///
    /// @throws Rejected if the content breaks a limit (H7)
    /// @throws Conflict `edited_by_another` if somebody saved, published or discarded meanwhile, `package_changed` if a
    /// newer version was published (F5)
    public PackageDraft save(PackageEdit edit) {
        PackageLimits.check(edit.content());
        try {
            return database.write(session -> {
                checkBase(session, edit);
                PackageDraft draft = edit.draft() == null ? begin(session, edit) : carryOn(session, edit);
                session.flush();
                session.refresh(draft);
                return draft;
            });
        } catch (ConstraintViolationException twoAtOnce) {
            // Both saw no draft; the other was first.
            throw new Conflict(twoAtOnce, "edited_by_another");
        }
    }

    /// Throws a draft away.
    ///
    /// @throws Conflict `edited_by_another` if somebody saved it meanwhile
    public void discard(PackageEdit.DraftKey key) {
        database.write(session -> {
            session.remove(current(session, key));
            session.flush();
            return null;
        });
    }

    /// Makes a draft the package's next version, which customers see at once. Orders keep what they froze.
    ///
    /// @throws Conflict `edited_by_another`, `package_changed`
    /// @throws Rejected `reason_missing`, `price_change_needs_admin`
    public TokenPackage publish(PackageEdit.DraftKey key, String reason) {
        return database.call(session -> session.createNativeQuery(
                        "SELECT * FROM publish_package(:draft, :lock, :reason)", TokenPackage.class)
                .setParameter("draft", key.id())
                .setParameter("lock", key.lockVersion())
                .setParameter("reason", reason)
                .getSingleResult());
    }

    /// Shows a package to customers, or hides it.
    ///
    /// @param seen the package as the operator saw it
    /// @throws Conflict `package_changed`
    public TokenPackage setActive(TokenPackage seen, boolean active, String reason) {
        return database.call(session -> session.createNativeQuery(
                        "SELECT * FROM set_package_active(:package, :version, :active, :reason)", TokenPackage.class)
                .setParameter("package", seen.id())
                .setParameter("version", seen.version())
                .setParameter("active", active)
                .setParameter("reason", reason)
                .getSingleResult());
    }

    /// Puts the packages into this order; all of them, as the operator saw them.
    ///
    /// @throws Conflict `packages_changed` if any of them changed meanwhile; then nothing moves
    public List<TokenPackage> reorder(List<TokenPackage> order, String reason) {
        Long[] ids = order.stream().map(TokenPackage::id).toArray(Long[]::new);
        Integer[] versions = order.stream().map(TokenPackage::version).toArray(Integer[]::new);
        return database.call(session -> session.createNativeQuery(
                        "SELECT * FROM reorder_packages(:ids, :versions, :reason)", TokenPackage.class)
                .setParameter("ids", ids)
                .setParameter("versions", versions)
                .setParameter("reason", reason)
                .getResultList());
    }

    /// The package that savings are counted against: the smallest one on sale.
    public static Optional<TokenPackage> base(List<TokenPackage> packages) {
        return packages.stream()
                .filter(TokenPackage::active)
                .min(Comparator.comparing((TokenPackage each) -> each.offer().tokens())
                        .thenComparing(TokenPackage::id));
    }

    private static List<TokenPackage> published(Session session) {
        return session.createSelectionQuery("from TokenPackage order by displayOrder, id", TokenPackage.class)
                .getResultList();
    }

    private static Map<Integer, Long> orders(Session session, long packageId) {
        Map<Integer, Long> counts = new HashMap<>();
        session.createNativeQuery("SELECT version, orders FROM package_order_counts(:package)", Object[].class)
                .setParameter("package", packageId)
                .getResultList()
                .forEach(row -> counts.put(((Number) row[0]).intValue(), ((Number) row[1]).longValue()));
        return counts;
    }

    private static void checkBase(Session session, PackageEdit edit) {
        if (edit.packageId() == null) {
            return;
        }
        TokenPackage published = session.find(TokenPackage.class, edit.packageId());
        if (published == null) {
            throw new Rejected("package_not_found", edit.packageId());
        }
        if (edit.baseVersion() == null || published.version() != edit.baseVersion()) {
            throw new Conflict("package_changed", published.version());
        }
    }

    private static PackageDraft begin(Session session, PackageEdit edit) {
        PackageDraft draft = new PackageDraft(edit.packageId(), edit.baseVersion(), edit.content());
        session.persist(draft);
        return draft;
    }

    private static PackageDraft carryOn(Session session, PackageEdit edit) {
        PackageDraft draft = current(session, edit.draft());
        draft.change(edit.baseVersion(), edit.content());
        return draft;
    }

    /// The @Version check of the flush covers the time since this look; this one covers the time since the screen's.
    private static PackageDraft current(Session session, PackageEdit.DraftKey key) {
        PackageDraft draft = session.find(PackageDraft.class, key.id());
        if (draft == null || draft.lockVersion() != key.lockVersion()) {
            throw new Conflict("edited_by_another");
        }
        return draft;
    }
}
