package com.arzani.tokens.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The directions of the house: the table "Packages" in docs/architecture.md, as rules.
class ArchitectureTest {
    private static final String ROOT = "com.arzani.tokens";
    private static final String[] DOMAIN = {
        ROOT + ".ledger..",
        ROOT + ".market..",
        ROOT + ".catalog..",
        ROOT + ".payments..",
        ROOT + ".reconciliation..",
        ROOT + ".insight..",
        ROOT + ".protection..",
        ROOT + ".operations..",
        ROOT + ".proof..",
        ROOT + ".backup..",
        ROOT + ".access..",
        ROOT + ".approval..",
        ROOT + ".demonstration..",
        ROOT + ".throttle..",
        ROOT + ".database.."
    };
    private static final String[] PERSISTENCE = {"org.hibernate..", "jakarta..", "java.sql..", "javax.sql.."};

    private static JavaClasses ours;

    @BeforeAll
    static void read() {
        ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(ours);
    }

    @Test
    void rule1MoneyAndProblemUseTheJdkAlone() {
        check(noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".money..", ROOT + ".problem..")
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(ROOT + ".money..", ROOT + ".problem..", "java..")))
                .because("everyone may use them, so they must bring nothing along"));
    }

    @Test
    void rule1FilesKnowNothingOfUs() {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + ".files..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(not(resideInAnyPackage(ROOT + ".files..", ROOT + ".money..", ROOT + ".problem.."))))
                .because("the domain writes files with it, and the kit does"));
    }

    @Test
    void rule2TheDomainNeverSeesTheScreen() {
        check(noClasses()
                .that()
                .resideInAnyPackage(DOMAIN)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", ROOT + ".ui..", ROOT + ".screens..", ROOT + ".http..", ROOT + ".app..")
                .because("the headless service runs the same domain"));
    }

    @Test
    void rule3ScreensNeverSeePersistence() {
        check(noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".ui..", ROOT + ".screens..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PERSISTENCE)
                .because("a screen asks a service, which asks the database"));
    }

    @Test
    void rule3HttpSeesServicesAlone() {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + ".http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.hibernate..",
                        "jakarta.persistence..",
                        "java.sql..",
                        "javax.sql..",
                        "javafx..",
                        ROOT + ".database..",
                        ROOT + ".ui..",
                        ROOT + ".screens..")
                .because("a request is answered by a service, which asks the database"));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
                .because("how a request comes in is the business of one package"));
    }

    @Test
    void rule4StripesSdkStaysInItsPackage() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".payments.stripe..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.stripe..")
                .because("its versions change more often than our words"));
    }

    @Test
    void rule4StoragesSdkStaysInItsPackage() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".backup.s3..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .because("a copy elsewhere is one way among others"));
    }

    @Test
    void rule5TheLedgerStandsOnTheDatabaseAlone() {
        DescribedPredicate<JavaClass> ourOthers = resideInAPackage(ROOT + "..")
                .and(not(resideInAnyPackage(
                        ROOT + ".ledger..", ROOT + ".database..", ROOT + ".money..", ROOT + ".problem..")));
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + ".ledger..")
                .should()
                .dependOnClassesThat(ourOthers)
                .because("everything else stands on the ledger"));
    }

    @Test
    void rule5NoPackagesDependOnEachOtherInACircle() {
        check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
    }

    @Test
    void rule6ScreensDoNotKnowEachOther() {
        check(slices().matching(ROOT + ".screens.(*)..").should().notDependOnEachOther());
    }

    @Test
    void rule6NobodyKnowsTheApp() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".app.."));
    }

    @Test
    void rule7ControllersKnowNoServices() {
        check(noClasses()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .dependOnClassesThat(describe(
                        "services and the database",
                        type -> type.getPackageName().startsWith(ROOT + ".database")
                                || type.getPackageName().startsWith(ROOT)
                                        && type.getSimpleName().endsWith("Service")))
                .because("a controller binds, its view-model asks"));
    }

    @Test
    void rule7ViewModelsKnowNoNodes() {
        check(noClasses()
                .that()
                .haveSimpleNameEndingWith("ViewModel")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx.scene..", "javafx.fxml..", "javafx.stage..")
                .because("a view-model is tested without a window"));
    }

    @Test
    void rule7TheKitKnowsNothingOfTheDomain() {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + ".ui..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(DOMAIN).or(resideInAnyPackage(ROOT + ".screens..", ROOT + ".http.."))));
    }

    @Test
    void rule8NoStaticStateThatChanges() {
        check(fields().that().areStatic().should().beFinal());
    }

    @Test
    void rule8TimeComesFromAClock() {
        for (Class<?> time :
                new Class<?>[] {Instant.class, LocalDate.class, LocalDateTime.class, ZonedDateTime.class}) {
            check(noClasses().should().callMethod(time, "now"));
        }
        check(noClasses().should().callMethod(System.class, "currentTimeMillis"));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".app..")
                .should()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(java.time.Clock.class, "systemDefaultZone"));
    }

    @Test
    void rule8TokensAndMoneyAreWholeNumbers() {
        Pattern amounts = Pattern.compile(".*(token|pence|price|amount|balance|fee|money|pounds).*");
        DescribedPredicate<JavaClass> broken = describe(
                "float or double",
                type -> type.isEquivalentTo(float.class)
                        || type.isEquivalentTo(double.class)
                        || type.isEquivalentTo(Float.class)
                        || type.isEquivalentTo(Double.class));
        check(noFields()
                .that(describe(
                        "are named like an amount",
                        (JavaField field) -> amounts.matcher(field.getName().toLowerCase(Locale.ROOT))
                                .matches()))
                .should()
                .haveRawType(broken));
        check(methods()
                .that(describe(
                        "are named like an amount",
                        (JavaMethod method) -> amounts.matcher(method.getName().toLowerCase(Locale.ROOT))
                                .matches()))
                .should()
                .notHaveRawReturnType(broken));
        check(noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".money..", ROOT + ".ledger..")
                .should()
                .dependOnClassesThat(broken));
    }

    @Test
    void rule8NobodyPrintsOutsideTheApp() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".app..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err"));
        check(noClasses().should().callMethod(Throwable.class, "printStackTrace"));
    }

    @Test
    void namesSayWhatAClassDoes() {
        check(noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils)(\\$.*)?")
                .because("such a name says nothing"));
    }
}
