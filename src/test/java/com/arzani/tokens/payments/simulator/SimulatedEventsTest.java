package com.arzani.tokens.payments.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.StripeSchemas;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Events, the catalogue they tell of, and the parameters of every address.
@PostgresTest
class SimulatedEventsTest {
    private final TestDatabase database;
    private SimulatorRig rig;

    SimulatedEventsTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() throws IOException {
        rig = new SimulatorRig(database);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    /// Each address takes no parameter that Stripe does not have there.
    @Test
    void noParameterIsOurOwn() {
        StripeSchemas schemas = new StripeSchemas();
        Simulation simulation =
                new Simulation(new com.fasterxml.jackson.databind.ObjectMapper(), java.time.Clock.systemUTC());
        for (Endpoint endpoint : new Endpoints(simulation).all()) {
            String path = endpoint.path().pattern().replaceAll("\\(.*?\\)", "x");
            for (String param : endpoint.params()) {
                String name = param.replace("[#]", "[0]").replace("[*]", "[a]");
                List<String> faults = schemas.requestFaults(endpoint.method(), path, name + "=1");
                assertThat(faults)
                        .as(endpoint.method() + " " + path + " " + param)
                        .noneMatch(fault -> fault.contains("no endpoint")
                                || fault.contains("additional")
                                || fault.contains("not defined"));
            }
        }
    }

    @Test
    void anEventKeepsWhatItsObjectWas() {
        JsonNode product = rig.post("/v1/products", "name=First&metadata[package_id]=1");
        rig.post("/v1/products/" + product.path("id").asText(), "name=Second");
        JsonNode updated = rig.events().get(0);
        assertThat(updated.path("type").asText()).isEqualTo("product.updated");
        assertThat(updated.path("api_version").asText()).isEqualTo(StripeSimulator.API_VERSION);
        assertThat(updated.at("/data/object/name").asText()).isEqualTo("Second");
        assertThat(updated.at("/data/previous_attributes/name").asText()).isEqualTo("First");
        assertThat(rig.events().get(1).at("/data/object/name").asText()).isEqualTo("First");
        assertThat(updated.at("/request/id").asText()).startsWith("req_");
    }

    @Test
    void anEventNamesTheRequestItComesOf() {
        rig.send("POST", "/v1/products", "name=A", "key-7");
        assertThat(rig.events().get(0).at("/request/idempotency_key").asText()).isEqualTo("key-7");
        rig.paid(1000);
        assertThat(rig.events().get(0).at("/request/id").isNull()).isTrue();
    }

    @Test
    void eventsAreListedByTypesAndPageByPage() {
        for (int i = 0; i < 3; i++) {
            rig.paid(1000);
        }
        JsonNode both = rig.get("/v1/events?types[0]=charge.succeeded&types[1]=payment_intent.succeeded&limit=100");
        assertThat(both.path("data")).hasSize(6);
        assertThat(rig.get("/v1/events?type=charge.succeeded").path("data")).hasSize(3);
        Set<String> seen = new HashSet<>();
        String after = "";
        JsonNode page;
        do {
            page = rig.get("/v1/events?types[]=charge.succeeded&limit=2" + after);
            page.path("data").forEach(event -> seen.add(event.path("id").asText()));
            after = "&starting_after="
                    + page.path("data")
                            .get(page.path("data").size() - 1)
                            .path("id")
                            .asText();
        } while (page.path("has_more").asBoolean());
        assertThat(seen).hasSize(3);
    }

    @Test
    void eventsAreKeptForThirtyDays() {
        rig.paid(1000);
        String id = rig.events().get(0).path("id").asText();
        rig.clock.advance(Duration.ofDays(29));
        assertThat(rig.get("/v1/events/" + id).has("error")).isFalse();
        rig.clock.advance(Duration.ofDays(2));
        assertThat(rig.get("/v1/events/" + id).has("error")).isTrue();
        assertThat(rig.events()).isEmpty();
        rig.simulator.passTime();
        assertThat(database.sql()
                        .value(
                                Long.class,
                                "SELECT count(*) FROM simulator.objects WHERE object = 'event' AND created < ?",
                                rig.clock.instant().minus(Duration.ofDays(30)).getEpochSecond()))
                .isZero();
    }

    @Test
    void theCatalogueIsMadeChangedAndArchived() {
        assertThat(rig.post("/v1/products", "name=A&id=p/1").has("error")).isTrue();
        assertThat(rig.post("/v1/products", "name=A&id=package_1").path("id").asText())
                .isEqualTo("package_1");
        assertThat(rig.post("/v1/products", "name=B&id=package_1")
                        .at("/error/code")
                        .asText())
                .isEqualTo("resource_already_exists");
        JsonNode price = rig.post(
                "/v1/prices", "product=package_1&unit_amount=1000&currency=gbp&lookup_key=starter&nickname=v1");
        String id = price.path("id").asText();
        assertThat(rig.post("/v1/prices/" + id, "unit_amount=5")
                        .at("/error/code")
                        .asText())
                .isEqualTo("parameter_unknown");
        assertThat(rig.post("/v1/prices", "product=package_1&unit_amount=900&currency=gbp&lookup_key=starter")
                        .has("error"))
                .isTrue();
        assertThat(rig.post(
                                "/v1/prices",
                                "product=package_1&unit_amount=900&currency=gbp&lookup_key=starter&transfer_lookup_key=true")
                        .path("lookup_key")
                        .asText())
                .isEqualTo("starter");
        assertThat(rig.get("/v1/prices/" + id).path("lookup_key").isNull()).isTrue();
        assertThat(rig.post("/v1/prices/" + id, "active=false&metadata[why]=price")
                        .path("active")
                        .asBoolean(true))
                .isFalse();
        assertThat(rig.get("/v1/prices?product=package_1&active=true").path("data"))
                .hasSize(1);
        assertThat(rig.get("/v1/prices?lookup_keys[]=starter").path("data")).hasSize(1);
        assertThat(rig.post("/v1/products/package_1", "active=false")
                        .path("active")
                        .asBoolean(true))
                .isFalse();
        assertThat(rig.get("/v1/products?active=true").path("data")).isEmpty();
        assertThat(rig.get("/v1/products?ids[0]=package_1").path("data")).hasSize(1);
        assertThat(rig.delete("/v1/products/package_1").has("error")).isTrue();
        rig.post("/v1/products", "name=Other&id=other");
        assertThat(rig.delete("/v1/products/other").path("deleted").asBoolean()).isTrue();
        assertThat(rig.post(
                                "/v1/checkout/sessions",
                                "mode=payment&success_url=https%3A%2F%2Fa&line_items[0][price]=" + id
                                        + "&line_items[0][quantity]=1")
                        .has("error"))
                .isTrue();
        List<String> types = new ArrayList<>(rig.types());
        assertThat(types)
                .contains("price.created", "price.updated", "product.created", "product.updated", "product.deleted");
    }
}
