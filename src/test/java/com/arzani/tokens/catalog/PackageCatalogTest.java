package com.arzani.tokens.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.arzani.tokens.catalog.PackageEdit.DraftKey;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class PackageCatalogTest {
    private static PackageCatalog product;
    private static PackageCatalog admin;
    private static Sql psqlAsProduct;

    private final TestDatabase database;

    PackageCatalogTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    static void signIn(TestDatabase database) {
        product = catalog(database, OperatorRole.PRODUCT);
        admin = catalog(database, OperatorRole.ADMIN);
        psqlAsProduct = database.sqlAs(database.login(OperatorRole.PRODUCT));
        database.sql().execute("INSERT INTO users (id, email, first_name) VALUES (7, 'ann@example.com', 'Ann')");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1000, package_tokens_out_of_range",
        "-5, 0, 1000, package_tokens_out_of_range",
        "1000001, 0, 1000, package_tokens_out_of_range",
        "9223372036854775807, 0, 1000, package_tokens_out_of_range",
        "10, 11, 1000, package_bonus_too_large",
        "10, -1, 1000, package_bonus_too_large",
        "10, 0, 0, package_price_out_of_range",
        "10, 0, 29, package_price_out_of_range",
        "10, 0, 100000000, package_price_out_of_range",
        "10, 0, 1000000000000, package_price_out_of_range"
    })
    void limitsHoldBeforeTheDatabaseIsAskedAndInItH7(long tokens, long bonus, long pence, String key) {
        assertThatThrownBy(() -> product.save(aNew(content("Wrong", tokens, bonus, pence))))
                .isInstanceOf(Rejected.class)
                .hasMessage(key);
        assertThatThrownBy(() -> psqlAsProduct.execute(
                        "INSERT INTO token_package_drafts (name, token_amount, bonus_tokens, price_gbp) VALUES (?, ?, ?, ?)",
                        "Wrong",
                        tokens,
                        bonus,
                        pence))
                .extracting(failure -> ((Sql.SqlFailure) failure).state())
                .isEqualTo("23514");
        assertThat(database.sql().number("SELECT count(*) FROM token_package_drafts WHERE name = 'Wrong'"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\u0000b", "a\nb", "lone \ud800 surrogate"})
    void namesThatCannotBeShownAreRefusedH5(String name) {
        assertThatThrownBy(() -> product.save(aNew(content(name, 10, 0, 1000)))).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> product.save(aNew(content("x".repeat(101), 10, 0, 1000))))
                .hasMessage("package_text_too_long");
    }

    @ParameterizedTest
    @EnumSource(OperatorRole.class)
    void nobodyChangesPackagesButThroughTheDoors(OperatorRole role) {
        Sql psql = database.sqlAs(database.login(role));

        for (String statement : List.of(
                "UPDATE token_packages SET price_gbp = 30",
                "DELETE FROM token_packages",
                "INSERT INTO token_packages (name, token_amount, price_gbp) VALUES ('x', 1, 30)",
                "UPDATE token_package_versions SET price_gbp = 30",
                "DELETE FROM token_package_versions",
                "TRUNCATE token_package_versions",
                "UPDATE token_orders SET price_pence = 1")) {
            assertThatThrownBy(() -> psql.execute(statement))
                    .as(statement)
                    .extracting(failure -> ((Sql.SqlFailure) failure).state())
                    .isEqualTo("42501");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SUPPORT", "FINANCE", "SERVICE"})
    void otherRolesCannotPublishReorderOrSeeDrafts(OperatorRole role) {
        PackageDraft draft = product.save(aNew(content("Draft of product", 10, 0, 1000)));
        PackageCatalog other = catalog(database, role);
        Sql psql = database.sqlAs(database.login(role));

        assertThat(other.mayEdit()).isFalse();
        assertThat(other.entries())
                .allSatisfy(entry -> assertThat(entry.draft()).isNull());
        assertThatThrownBy(() -> other.save(aNew(content("Mine", 10, 0, 1000)))).hasMessage("not_permitted");
        assertThatThrownBy(() -> other.publish(DraftKey.of(draft), "because")).hasMessage("not_permitted");
        assertThatThrownBy(() -> psql.rows("SELECT * FROM publish_package(?, 0, 'because')", draft.id()))
                .extracting(failure -> ((Sql.SqlFailure) failure).state())
                .isEqualTo("42501");
        TokenPackage starter = published(other, 1);
        assertThatThrownBy(() -> other.setActive(starter, false, "because")).hasMessage("not_permitted");
        assertThatThrownBy(() -> other.reorder(List.of(starter), "because")).hasMessage("not_permitted");
        product.discard(DraftKey.of(draft));
    }

    @Test
    void aDraftCannotBeSignedWithAnotherName() {
        psqlAsProduct.execute("INSERT INTO token_package_drafts (name, token_amount, price_gbp, updated_by, updated_at)"
                + " VALUES ('Forged', 10, 1000, 'demo_admin', '2001-01-01')");

        Map<String, Object> row = database.sql()
                .rows("SELECT updated_by, updated_at > now() - interval '1 hour' AS fresh FROM token_package_drafts"
                        + " WHERE name = 'Forged'")
                .getFirst();
        assertThat(row)
                .containsEntry(
                        "updated_by", database.login(OperatorRole.PRODUCT).login())
                .containsEntry("fresh", true);
        database.sql().execute("DELETE FROM token_package_drafts WHERE name = 'Forged'");
    }

    @Test
    void publishingNeedsAReasonAndKeepsTheDraftWithoutOne() {
        PackageDraft draft = product.save(aNew(content("No reason", 10, 0, 1000)));

        for (String reason : List.of("", "  \n\t")) {
            assertThatThrownBy(() -> product.publish(DraftKey.of(draft), reason))
                    .isInstanceOf(Rejected.class)
                    .hasMessage("reason_missing");
        }
        assertThatThrownBy(() -> product.publish(DraftKey.of(draft), "x".repeat(10_000)))
                .hasMessage("note_too_long");
        assertThat(product.draft(draft.id())).isPresent();
        product.discard(DraftKey.of(draft));
        assertThat(product.draft(draft.id())).isEmpty();
    }

    @Test
    void aPriceChangeBeyondTwentyPercentNeedsAnAdministrator() {
        TokenPackage made = publishNew("Price rule", 1000);
        PackageDraft draft = product.save(edit(made, content("Price rule", 10, 0, 1201)));

        assertThatThrownBy(() -> product.publish(DraftKey.of(draft), "dearer"))
                .isInstanceOfSatisfying(Rejected.class, refusal -> {
                    assertThat(refusal.key()).isEqualTo("price_change_needs_admin");
                    assertThat(refusal.arguments()).containsExactly("20", "20");
                });
        assertThat(published(product, made.id()).offer().price()).isEqualTo(new Pence(1000));
        assertThat(admin.publish(DraftKey.of(draft), "agreed").offer().price()).isEqualTo(new Pence(1201));
        TokenPackage cheaper = published(product, made.id());
        PackageDraft within = product.save(edit(cheaper, content("Price rule", 10, 0, 961)));
        assertThat(product.publish(DraftKey.of(within), "cheaper").version()).isEqualTo(3);
    }

    @Test
    void anOrderKeepsPriceTokensAndBonusOfItsTimeT9() {
        TokenPackage made = publishNew("Frozen", 1000);
        Sql service = database.sqlAs(database.login(OperatorRole.SERVICE));
        service.rows("SELECT * FROM create_order('order-t9-1', 7, ?)", made.id());

        PackageDraft draft = product.save(edit(made, content("Frozen", 20, 4, 1100)));
        product.publish(DraftKey.of(draft), "new offer");
        service.rows("SELECT * FROM create_order('order-t9-2', 7, ?)", made.id());

        assertThat(database.sql()
                        .rows("SELECT token_amount, bonus_tokens, price_pence FROM token_orders"
                                + " WHERE operation_key LIKE 'order-t9-%' ORDER BY operation_key"))
                .extracting(
                        row -> row.get("token_amount"), row -> row.get("bonus_tokens"), row -> row.get("price_pence"))
                .containsExactly(tuple(10L, 0L, 1000L), tuple(20L, 4L, 1100L));
        assertThat(service.rows("SELECT * FROM create_order('order-t9-1', 7, ?)", made.id()))
                .as("the same key gives the same order")
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("price_pence", 1000L));
        assertThat(product.versions(made.id()))
                .extracting(version -> version.version().version(), PublishedVersion::orders)
                .containsExactly(tuple(2, 1L), tuple(1, 1L));
    }

    @Test
    void versionsAreKeptWithWhoWhyAndWhatChanged() {
        TokenPackage made = publishNew("Versions", 1000);
        PackageDraft draft = admin.save(edit(made, content("Versions renamed", 10, 2, 1000)));
        admin.publish(DraftKey.of(draft), "a bonus for spring");

        List<PublishedVersion> versions = product.versions(made.id());

        assertThat(versions).hasSize(2);
        assertThat(versions.getFirst().version().reason()).isEqualTo("a bonus for spring");
        assertThat(versions.getFirst().version().publishedBy())
                .isEqualTo(database.login(OperatorRole.ADMIN).login());
        assertThat(versions.getFirst().changes())
                .containsExactly(
                        new FieldChange(PackageField.NAME, "Versions", "Versions renamed"),
                        new FieldChange(PackageField.BONUS, Tokens.ZERO, new Tokens(2)));
        assertThat(versions.getLast().changes()).isEmpty();
        assertThatThrownBy(() -> database.sql().execute("UPDATE token_package_versions SET price_gbp = 30"))
                .extracting(failure -> ((Sql.SqlFailure) failure).state())
                .as("not even the owner")
                .isEqualTo("TKREJ");
    }

    @Test
    void ofTwoEditorsOneWinsAndTheOtherSeesWhatChangedF5() {
        TokenPackage seen = publishNew("Two editors", 1000);
        product.save(edit(seen, content("Two editors", 10, 1, 1000)));

        PackageEdit second = edit(seen, content("Two editors", 10, 0, 1100));
        assertThatThrownBy(() -> admin.save(second))
                .isInstanceOf(Conflict.class)
                .hasMessage("edited_by_another");

        CatalogEntry now = admin.entry(seen.id()).orElseThrow();
        assertThat(now.draft().updatedBy())
                .isEqualTo(database.login(OperatorRole.PRODUCT).login());
        assertThat(seen.content().changesTo(now.draft().content()))
                .containsExactly(new FieldChange(PackageField.BONUS, Tokens.ZERO, new Tokens(1)));

        PackageDraft taken =
                admin.save(new PackageEdit(DraftKey.of(now.draft()), seen.id(), seen.version(), second.content()));
        assertThat(taken.updatedBy())
                .isEqualTo(database.login(OperatorRole.ADMIN).login());
        assertThatThrownBy(() -> product.publish(DraftKey.of(now.draft()), "mine"))
                .isInstanceOf(Conflict.class)
                .hasMessage("edited_by_another");
        admin.publish(DraftKey.of(taken), "taken over");

        assertThatThrownBy(() -> product.save(edit(seen, content("Two editors", 10, 5, 1000))))
                .isInstanceOfSatisfying(Conflict.class, conflict -> {
                    assertThat(conflict.key()).isEqualTo("package_changed");
                    assertThat(conflict.arguments()).containsExactly(2);
                });
    }

    @Test
    void ofManySavesAtOnceOneWinsF5() throws Exception {
        TokenPackage seen = publishNew("Many editors", 1000);
        List<PackageCatalog> editors = List.of(product, admin, product, admin);
        CyclicBarrier together = new CyclicBarrier(editors.size());
        List<Future<PackageDraft>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(editors.size())) {
            for (PackageCatalog editor : editors) {
                Callable<PackageDraft> save = () -> {
                    together.await();
                    return editor.save(edit(seen, content("Many editors", 10, 3, 1000)));
                };
                results.add(threads.submit(save));
            }
        }
        List<String> refusals = new ArrayList<>();
        for (Future<PackageDraft> result : results) {
            if (result.state() == Future.State.FAILED) {
                refusals.add(((TokenProblem) result.exceptionNow()).key());
            }
        }
        assertThat(refusals).hasSize(editors.size() - 1).containsOnly("edited_by_another");
    }

    @Test
    void aPackageThatWasHiddenMeanwhileIsNotPublishedOver() {
        TokenPackage seen = publishNew("Hidden", 1000);
        PackageDraft draft = product.save(edit(seen, content("Hidden", 10, 1, 1000)));
        TokenPackage hidden = admin.setActive(seen, false, "sold out");

        assertThat(hidden.active()).isFalse();
        assertThatThrownBy(() -> product.publish(DraftKey.of(draft), "bonus"))
                .isInstanceOf(Conflict.class)
                .hasMessage("package_changed");
        assertThatThrownBy(() -> product.setActive(seen, false, "again")).hasMessage("package_changed");
        assertThatThrownBy(() -> database.sqlAs(database.login(OperatorRole.SERVICE))
                        .rows("SELECT * FROM create_order('order-hidden', 7, ?)", seen.id()))
                .hasMessageContaining("package_not_found");
    }

    @Test
    void aReorderOnAnOldListMovesNothing() {
        List<TokenPackage> seen = all(product);
        publishNew("Came meanwhile", 1000);

        assertThatThrownBy(() -> product.reorder(seen.reversed(), "mine"))
                .isInstanceOf(Conflict.class)
                .hasMessage("packages_changed");
        List<TokenPackage> current = all(product);
        assertThat(product.reorder(current.reversed(), "best first"))
                .extracting(TokenPackage::id)
                .containsExactlyElementsOf(
                        current.reversed().stream().map(TokenPackage::id).toList());
        assertThatThrownBy(() -> admin.reorder(current, "too late")).hasMessage("packages_changed");
    }

    private static PackageCatalog catalog(TestDatabase database, OperatorRole role) {
        Credentials login = database.login(role);
        Database opened = database.open(login, PackageCatalog.ENTITIES.toArray(Class<?>[]::new));
        return new PackageCatalog(opened);
    }

    private static TokenPackage publishNew(String name, long pence) {
        PackageDraft draft = product.save(aNew(content(name, 10, 0, pence)));
        return product.publish(DraftKey.of(draft), "new");
    }

    private static TokenPackage published(PackageCatalog catalog, long id) {
        return catalog.entry(id).orElseThrow().published();
    }

    private static List<TokenPackage> all(PackageCatalog catalog) {
        return catalog.entries().stream()
                .map(CatalogEntry::published)
                .filter(each -> each != null)
                .toList();
    }

    private static PackageContent content(String name, long tokens, long bonus, long pence) {
        Offer offer = new Offer(new Tokens(tokens), new Tokens(bonus), new Pence(pence));
        return new PackageContent(name, "", offer, true, false, 50);
    }

    private static PackageEdit aNew(PackageContent content) {
        return new PackageEdit(null, null, null, content);
    }

    private static PackageEdit edit(TokenPackage seen, PackageContent content) {
        return new PackageEdit(null, seen.id(), seen.version(), content);
    }
}
