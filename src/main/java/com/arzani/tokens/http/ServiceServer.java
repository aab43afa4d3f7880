package com.arzani.tokens.http;

import com.arzani.tokens.payments.inbox.EventIntake;
import com.arzani.tokens.problem.Rejected;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;

/// The service's HTTP server, one virtual thread a request. It answers only what it knows, under the exact path and for
/// a
/// host name of its own (H10).
public final class ServiceServer implements AutoCloseable {
    static final String WEBHOOK = "/webhooks/stripe";
    static final String HEALTH = "/health";
    static final String READY = "/ready";

    private static final Set<String> PROBES = Set.of(HEALTH, READY);
    private static final Pattern NUMBER_OF_PORT = Pattern.compile(":[0-9]{1,5}$");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int SILENT_MILLIS = 10_000;
    private static final int SHUTDOWN_IDLE_MILLIS = 50;
    private static final int CONNECTIONS_MAX = 2_000;
    private static final long END_WITHIN_MILLIS = 10_000;

    private final Javalin server;
    private final Listening listening;
    private final BooleanSupplier works;
    private final UnderWay underWay = new UnderWay();
    private final Addresses addresses;
    private final Set<String> forProbes;
    private final Requests requests;

    /// Where it listens.
    ///
    /// @param port 0 for any free one
    /// @param names host names under which it is reached from elsewhere; those of this computer always do
    public record Listening(String host, int port, Set<String> names) {
        public Listening {
            names = Set.copyOf(names);
        }

        /// Any free port of this computer, for this computer alone.
        public static Listening onLoopback() {
            return new Listening("127.0.0.1", 0, Set.of());
        }
    }

    /// Deliveries and probes alone.
    ///
    /// @param works asks whether the database answers; may take a moment, never longer
    public static ServiceServer start(Listening listening, EventIntake intake, BooleanSupplier works) {
        return start(listening, intake, works, Front.none());
    }

    /// Deliveries, probes, and what a front brings.
    public static ServiceServer start(Listening listening, EventIntake intake, BooleanSupplier works, Front front) {
        ServiceServer service = new ServiceServer(listening, intake, works, front);
        service.server.start();
        return service;
    }

    private ServiceServer(Listening listening, EventIntake intake, BooleanSupplier works, Front front) {
        this.listening = listening;
        this.works = works;
        this.requests = new Requests(front, underWay);
        this.forProbes =
                Stream.concat(PROBES.stream(), front.forProbes().stream()).collect(Collectors.toUnmodifiableSet());
        StripeWebhook webhook = new StripeWebhook(intake);
        Route deliveries = Route.post(WEBHOOK, Access.ANYBODY, call -> {
            throw new IllegalStateException("answered elsewhere");
        });
        Endpoint own = deliveries.endpoint();
        this.addresses = new Addresses(Stream.concat(
                        Stream.of(
                                deliveries,
                                Route.get(HEALTH, Access.ANYBODY, own),
                                Route.get(READY, Access.ANYBODY, own)),
                        front.routes().stream())
                .toList());
        this.server = Javalin.create(config -> {
            settings(config);
            config.jetty.addConnector(this::connector);
            config.routes.before(this::guard);
            config.routes.get(HEALTH, request -> Answers.json(request, 200, "{\"status\":\"up\"}"));
            config.routes.get(READY, this::ready);
            config.routes.post(WEBHOOK, request -> whileOpen(request, deliveries, webhook::deliver));
            for (Route route : front.routes()) {
                config.routes.addHttpHandler(
                        HandlerType.findOrCreate(route.method()),
                        route.path(),
                        request -> requests.run(request, route));
            }
        });
    }

    private static void settings(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.jetty.modifyHttpConfiguration(ServiceServer::http);
        config.jetty.modifyServer(ServiceServer::jetty);
    }

    private static void http(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setIdleTimeout(SILENT_MILLIS);
    }

    private Connector connector(Server jetty, HttpConfiguration http) {
        ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
        connector.setHost(listening.host());
        connector.setPort(listening.port());
        connector.setIdleTimeout(SILENT_MILLIS);
        // Connections on which nothing is under way need no second to end.
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
        return connector;
    }

    private static void jetty(Server jetty) {
        // Stopping lets requests under way end; new ones are told to come again.
        jetty.setStopTimeout(END_WITHIN_MILLIS);
        jetty.setHandler(new GracefulHandler());
        jetty.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, jetty));
    }

    /// Before anything else: no second spelling of a path, no other host's name. Probes ask by any address of ours.
    private void guard(Context request) {
        String path = request.req().getRequestURI();
        Set<String> methods = addresses.methods(path);
        Rejected refusal = null;
        if (methods.isEmpty()) {
            refusal = new Rejected("not_found");
        } else if (!forProbes.contains(path) && !isOurs(request.header("Host"))) {
            refusal = new Rejected("other_host");
        } else if (!methods.contains(request.req().getMethod())) {
            request.header("Allow", String.join(", ", methods));
            refusal = new Rejected("method_not_allowed");
        }
        if (refusal != null) {
            requests.refuse(request, refusal);
            request.skipRemainingHandlers();
        }
    }

    private boolean isOurs(String header) {
        String name = header == null
                ? ""
                : NUMBER_OF_PORT.matcher(header.toLowerCase(Locale.ROOT)).replaceFirst("");
        return LOOPBACK.contains(name) || listening.names().contains(name);
    }

    private void whileOpen(Context request, Route route, Handler handler) throws Exception {
        long begun = System.nanoTime();
        try {
            handle(request, handler);
        } finally {
            requests.noted(request, route, begun);
        }
    }

    private void handle(Context request, Handler handler) throws Exception {
        if (!underWay.begin()) {
            request.header("Retry-After", "5");
            Answers.error(request, 503, "stopping");
            return;
        }
        try {
            handler.handle(request);
        } finally {
            underWay.end();
        }
    }

    private void ready(Context request) {
        if (!underWay.isClosed() && works.getAsBoolean()) {
            Answers.json(request, 200, "{\"status\":\"ready\"}");
        } else {
            Answers.error(request, 503, "not_ready");
        }
    }

    public int port() {
        return server.port();
    }

    /// Where Stripe, or the simulator, delivers to.
    public URI webhook() {
        return URI.create("http://" + listening.host() + ":" + port() + WEBHOOK);
    }

    /// Takes no new requests, lets those under way end, for ten seconds at most.
    @Override
    public void close() {
        underWay.close(Duration.ofMillis(END_WITHIN_MILLIS));
        server.stop();
    }
}
