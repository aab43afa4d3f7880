package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.NoSuchShadowRootException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.slf4j.LoggerFactory;

/// The marketplace's web components in a real Chromium, against the real service and the simulated Stripe.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebsiteTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String HOSTILE = "<img src=x onerror=\"document.title='taken'\">";

    private final TestDatabase database;
    private final ApiFixture api;
    private final long buyer;
    private final long newcomer;
    private final long seller;
    private final long listing;
    private ChromeDriver browser;

    WebsiteTest(TestDatabase database) {
        this.database = database;
        api = new ApiFixture(database);
        buyer = api.seed.user("Bea " + HOSTILE, "Buyer", "bea-" + System.nanoTime() + "@example.com");
        newcomer = api.seed.user();
        seller = api.seed.user();
        listing = api.seed.listing(seller, "Bakery " + HOSTILE);
        api.seed.grant(buyer, 25);
        api.seed.grant(seller, 30);
    }

    @BeforeEach
    void open(@TempDir Path profile) {
        boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        if (!there) {
            LoggerFactory.getLogger(WebsiteTest.class)
                    .warn(
                            "SKIPPED: the web components are tried in Chromium, which is not on this machine (.ci/run installs it)");
        }
        assumeTrue(there, "Chromium and its driver are not on this machine");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService driver = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        browser = new ChromeDriver(driver, options);
        browser.manage().window().setSize(new Dimension(1280, 1400));
        browser.get(api.address("/demo").toString());
        Await.until("the tour", BOUND, () -> inside("token-tour", "#leave") != null);
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    @AfterAll
    void stop() {
        api.close();
    }

    /// An element inside a component, or null while it is not there.
    private WebElement inside(String component, String selector) {
        try {
            return browser.findElement(By.cssSelector(component))
                    .getShadowRoot()
                    .findElement(By.cssSelector(selector));
        } catch (NoSuchElementException | NoSuchShadowRootException | StaleElementReferenceException notYet) {
            return null;
        }
    }

    private WebElement wait(String component, String selector) {
        Await.until(component + " " + selector, BOUND, () -> inside(component, selector) != null);
        return inside(component, selector);
    }

    private boolean says(String component, String selector, String text) {
        try {
            WebElement element = inside(component, selector);
            return element != null && element.getText().contains(text);
        } catch (StaleElementReferenceException drawnAgain) {
            return false;
        }
    }

    private void waitFor(String component, String selector, String text) {
        Await.until(component + " says " + text, BOUND, () -> says(component, selector, text));
    }

    private void be(long user) {
        browser.findElement(By.cssSelector("#who option[value='" + user + "']")).click();
    }

    private void press(WebElement element) {
        browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        element.click();
    }

    private long number(String query, Object... values) {
        return database.sql().number(query, values);
    }

    private void picture(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "website"));
        Files.write(folder.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }

    private List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Test
    void fromPurchaseToContactToBoost() throws IOException {
        assertThat(wait("token-tour", "#title").getText()).isEqualTo("Welcome to tokens");
        picture("tour");
        browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
        Await.until("the end of the tour", BOUND, () -> inside("token-tour", "#leave") == null);
        be(buyer);
        waitFor("token-balance", ".count", "25");
        picture("shop");

        press(wait("token-packages", "#buy-2"));
        Await.until(
                "the way to pay", BOUND, () -> browser.findElement(By.id("pay")).isDisplayed());
        press(browser.findElement(By.id("pay")));
        waitFor("token-balance", ".count", "55");

        type("firstName", "Bea");
        type("lastName", HOSTILE);
        type("email", "bea@example.com");
        type("message", "Is it still for sale? " + HOSTILE);
        assertThat(wait("contact-seller", "#cost").getText()).isEqualTo("This contact is free.");
        picture("contact");
        press(wait("contact-seller", "#send"));
        waitFor("contact-seller", "h3", "on its way");
        assertThat(number("SELECT count(*) FROM business_inquiries WHERE user_id = ?", buyer))
                .isEqualTo(1);

        be(seller);
        waitFor("token-balance", ".count", "30");
        press(wait("boost-listing", "#boost"));
        waitFor("boost-listing", "#said", "Boosted until");
        waitFor("token-balance", ".count", "25");
        picture("boost");
        assertThat(number("SELECT count(*) FROM businesses WHERE id = ? AND is_boosted", listing))
                .isEqualTo(1);
        assertThat(browser.getTitle()).as("nothing typed became markup").isEqualTo("Marketplace, demonstration");
        assertThat(complaints())
                .as("no script error, nothing against the content policy")
                .isEmpty();
    }

    @Test
    void withoutTokensAContactSaysWhatIsMissing() throws IOException {
        inside("token-tour", "#leave").click();
        database.sql().execute("UPDATE users SET free_contacts_used = 1 WHERE id = ?", newcomer);
        be(newcomer);
        Await.until("the refusal", BOUND, () -> says("contact-seller", "div", "You need 2 tokens"));
        picture("short");
        assertThat(inside("contact-seller", "#buy").getText()).isEqualTo("Buy tokens");
        assertThat(inside("contact-seller", "#form")).isNull();
        assertThat(complaints()).isEmpty();
    }

    @Test
    void theTourGoesByKeyboardAndIsShownOnce() {
        browser.switchTo().activeElement().sendKeys(Keys.ENTER);
        waitFor("token-tour", "#title", "Contact a seller");
        browser.switchTo().activeElement().sendKeys(Keys.ENTER);
        browser.switchTo().activeElement().sendKeys(Keys.ENTER);
        waitFor("token-tour", "#next", "Done");
        browser.switchTo().activeElement().sendKeys(Keys.ENTER);
        Await.until("the end of the tour", BOUND, () -> inside("token-tour", "#leave") == null);
        browser.navigate().refresh();
        wait("token-balance", "#buy");
        assertThat(inside("token-tour", "#leave")).isNull();
    }

    private void type(String field, String text) {
        wait("contact-seller", "#" + field).sendKeys(text);
    }
}
