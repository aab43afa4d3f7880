package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.app.ApiFixture.Reply;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.http.Route;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.testing.Await;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Figures for administrators, measurements, and the description of it all.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminApiTest {
    private final TestDatabase database;
    private ApiFixture api;

    AdminApiTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        api = new ApiFixture(database);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void onlyAdministratorsSeeFigures() {
        String user = ApiFixture.token(api.seed.user());
        for (String path : Set.of("/admin/token-metrics", "/admin/metrics")) {
            assertThat(api.get(path, null).code()).isEqualTo("bearer_missing");
            Reply refused = api.get(path, user);
            assertThat(refused.code()).isEqualTo("bearer_not_admin");
            assertThat(refused.status()).isEqualTo(403);
        }
    }

    @Test
    void t9_t18_figuresCountMoneyAsItWasPaidAndPeopleOnce() {
        long buyer = api.seed.user();
        long other = api.seed.user();
        database.sql().execute("UPDATE users SET buyer_plan = 'plan-of-figures' WHERE id IN (?, ?)", buyer, other);
        api.seed.grant(buyer, 10);
        long seller = api.seed.user();
        String token = ApiFixture.token(buyer);
        for (int i = 0; i < 3; i++) {
            long listing = api.seed.listing(seller, "Shop " + i);
            assertThat(api.post("/api/businesses/" + listing + "/contact", token, ContactApiTest.FORM)
                            .status())
                    .isEqualTo(200);
        }
        LedgerFixture shop = new LedgerFixture(database);
        long order = shop.buy(buyer).getFirst().orderId();
        shop.buy(buyer);
        database.sql().execute("""
                INSERT INTO stripe_refunds (id, order_id, user_id, stripe_payment_intent_id, amount_pence, currency, status, made_at)
                SELECT 're_figures', id, user_id, stripe_payment_intent_id, 100, 'GBP', 'succeeded', ledger_now()
                FROM token_orders WHERE id = ?""", order);
        database.sql().execute("UPDATE token_packages SET price_gbp = 30 WHERE id = 1");
        // Entries are folded once no older transaction of the server is under way, and other classes have some.
        Database service = database.openService();
        Await.until("every entry in the totals", () -> {
            service.call(session -> session.createNativeQuery(
                            "SELECT refresh_token_analytics() + refresh_sales_facts()", Long.class)
                    .getSingleResult());
            return database.sql().number("SELECT coalesce(sum(transaction_count), 0) FROM token_daily_totals")
                            == database.sql().number("SELECT count(*) FROM token_transactions")
                    && database.sql().number("SELECT sum(refunds_pence) FROM sales_days") == 100;
        });

        JsonNode figures =
                api.get("/admin/token-metrics", ApiFixture.adminToken()).json();

        JsonNode plan = with(figures.path("userBehavior"), "buyer_plan", "plan-of-figures");
        assertThat(plan.path("user_count").asLong()).isEqualTo(2);
        assertThat(plan.path("avg_balance").decimalValue())
                .as("a mean over users, not over contacts")
                .isEqualByComparingTo(BigDecimal.valueOf(12));
        assertThat(plan.path("avg_contacts_per_user").decimalValue()).isEqualByComparingTo("1.5");
        JsonNode week = figures.path("revenueMetrics").get(0);
        assertThat(week.path("gross_pence").asLong()).isEqualTo(2_000);
        assertThat(week.path("revenue_pence").asLong()).isEqualTo(1_900);
        assertThat(week.path("refunds_pence").asLong()).isEqualTo(100);
        assertThat(week.path("paying_users").asLong()).isEqualTo(1);
        assertThat(week.path("purchases").asLong()).isEqualTo(2);
        JsonNode spent = with(figures.path("economyHealth"), "transaction_type", "consumption");
        assertThat(spent.path("unique_users").asLong()).isEqualTo(1);
        assertThat(spent.path("transaction_count").asLong()).isEqualTo(3);
        assertThat(with(figures.path("conversionFunnel"), "step", "spent")
                        .path("users")
                        .asLong())
                .isEqualTo(1);
    }

    private static JsonNode with(JsonNode list, String field, String value) {
        for (JsonNode each : list) {
            if (each.path(field).asText().equals(value)) {
                return each;
            }
        }
        throw new AssertionError(field + " " + value + " in " + list);
    }

    @Test
    void measurementsTellRequestsPoolAndQueues() {
        api.get("/api/tokens/packages", null);
        api.get("/nothing/of/the/kind", null);
        String measured = api.get("/admin/metrics", ApiFixture.adminToken()).body();
        assertThat(measured)
                .contains(
                        "http_server_requests_seconds{endpoint=\"/api/tokens/packages\",method=\"GET\",status=\"200\"")
                .contains("quantile=\"0.99\"")
                .contains("token_operation_duration_seconds")
                .contains("database_connections{state=\"active\"}")
                .contains("stripe_inbox{state=\"waiting\"}", "stripe_outbox{state=\"parked\"}")
                .doesNotContain("of/the/kind");
    }

    @Test
    void whatWasMeasuredIsAddedToTheHoursOnce() {
        ApiUse use = new ApiUse(api.stripe.jobs(), api.front.meters());
        long before = database.sql().number("SELECT coalesce(sum(calls), 0) FROM api_hours");
        use.run();
        api.get("/api/tokens/packages", null);
        api.get("/api/tokens/packages", null);
        use.run();
        use.run();

        assertThat(database.sql().number("SELECT sum(calls) FROM api_hours") - before)
                .isEqualTo(2);
        assertThat(database.sql().number("SELECT sum(micros) FROM api_hours")).isPositive();
    }

    @Test
    void measurementsAreWhereTheSettingsSay() {
        try (ApiFixture off = new ApiFixture(database, Map.of("ENABLE_TOKEN_METRICS", "false"))) {
            assertThat(off.front.routes()).noneMatch(route -> route.path().equals("/admin/metrics"));
        }
        try (ApiFixture moved = new ApiFixture(database, Map.of("METRICS_ENDPOINT", "/internal/figures"))) {
            assertThat(moved.front.routes()).anyMatch(route -> route.path().equals("/internal/figures"));
        }
    }

    @Test
    void theDescriptionNamesEveryRouteAndNoOther() {
        Set<String> routes = api.front.routes().stream()
                .filter(route -> ApiContract.isApi(route.path()))
                .map(AdminApiTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
        routes.addAll(Set.of("POST /webhooks/stripe", "GET /health", "GET /ready"));
        assertThat(new ApiContract().operations()).isEqualTo(routes);
        assertThat(api.get("/openapi.json", null).json().path("openapi").asText())
                .isEqualTo("3.1.0");
        assertThat(api.get("/health", null).status()).isEqualTo(200);
        assertThat(api.get("/ready", null).status()).isEqualTo(200);
        assertThat(api.post("/webhooks/stripe", null, "{}", "Stripe-Signature", "t=1,v1=a")
                        .status())
                .isEqualTo(400);
    }

    private static String name(Route route) {
        return route.method() + " " + route.path();
    }
}
