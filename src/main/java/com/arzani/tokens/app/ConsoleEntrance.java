package com.arzani.tokens.app;

import com.arzani.tokens.access.OwnAccess;
import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.ConnectionProfiles;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.payments.simulator.SimulatorDesk;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.reconciliation.ReconciliationSchedule;
import com.arzani.tokens.screens.signin.Entrance;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Texts;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javafx.application.Platform;

/// The places one can sign in to: the built-in database and the company's by profile.
final class ConsoleEntrance implements Entrance<ConsoleEntrance.Entered>, AutoCloseable {
    private static final String EMBEDDED = "embedded";
    private static final List<Guest> GUESTS = List.of(
            new Guest("demo_support", "support", "fth-headphones"),
            new Guest("demo_finance", "finance", "fth-bar-chart-2"),
            new Guest("demo_product", "product", "fth-package"),
            new Guest("demo_admin", "admin", "fth-shield"));

    private final Settings settings;
    private final Texts texts;
    private final Clock clock;
    private final ConnectionProfiles profiles;
    private final EmbeddedHouse embedded;
    private final Set<Database> entered = ConcurrentHashMap.newKeySet();
    private Background background;

    ConsoleEntrance(Settings settings, Texts texts, Clock clock) {
        this.settings = settings;
        this.texts = texts;
        this.clock = clock;
        this.profiles = ConnectionProfiles.read(settings.profiles());
        this.embedded = new EmbeddedHouse(settings, texts, clock);
    }

    /// A signed-in operator's database.
    ///
    /// @param byClick a demonstration operator, who has no password to type
    record Entered(Place place, Database database, boolean byClick, boolean mustChangePassword, Duration lockAfter) {}

    @Override
    public List<Place> places() {
        List<Place> places = new ArrayList<>();
        if (settings.profile() != null) {
            places.add(place(profile(settings.profile())));
            return places;
        }
        places.add(new Place(EMBEDDED, texts.get("signin.place.embedded"), GUESTS));
        profiles.profiles().forEach(profile -> places.add(place(profile)));
        return places;
    }

    private static Place place(ConnectionProfile profile) {
        return new Place(profile.name(), profile.name() + " (" + profile.host() + ")", List.of());
    }

    private ConnectionProfile profile(String name) {
        return profiles.profiles().stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Rejected("profile_unreadable", name));
    }

    @Override
    public List<String> warnings() {
        return profiles.warnings().stream().map(texts::of).toList();
    }

    @Override
    public void prepare(Place place, Channel.Progress progress) {
        if (place.demonstration()) {
            embedded.prepare(progress);
            embedded.fill(progress);
            begin();
        }
        // A company's server is always ready from here: the first thing it is asked is the sign-in.
    }

    private synchronized void begin() {
        if (background == null) {
            background = Background.start(embedded, settings, texts, clock);
        }
    }

    /// The background runs that belong to a place; with a company's database they are the service's.
    synchronized Optional<ReconciliationSchedule> reconciliation(Place place) {
        return place.demonstration()
                ? Optional.ofNullable(background).map(Background::reconciliation)
                : Optional.empty();
    }

    /// The simulated Stripe of a place; none with a company's database or with Stripe's own key.
    synchronized Optional<SimulatorDesk> simulator(Place place) {
        return place.demonstration()
                ? Optional.ofNullable(background).flatMap(Background::simulator)
                : Optional.empty();
    }

    /// The page that stands for the marketplace's website, where there is a simulator.
    synchronized Optional<URI> website(Place place) {
        return place.demonstration() ? Optional.ofNullable(background).flatMap(Background::website) : Optional.empty();
    }

    @Override
    public Entered enterAs(Place place, Guest guest) {
        return enter(place, embedded.profile(), embedded.credentials(guest.login()), true);
    }

    @Override
    public Entered enter(Place place, String login, char[] password) {
        return enter(place, profile(place), new Credentials(login, password), false);
    }

    private ConnectionProfile profile(Place place) {
        return place.demonstration() ? embedded.profile() : profile(place.name());
    }

    /// The same operator again, in front of a covered console; called off the FX thread.
    void confirm(Entered entered, char[] password) {
        String login = entered.database().operator().login();
        Credentials credentials = entered.byClick() ? embedded.credentials(login) : new Credentials(login, password);
        Database.confirm(profile(entered.place()), credentials, options());
    }

    private Entered enter(Place place, ConnectionProfile profile, Credentials credentials, boolean byClick) {
        Database database = Database.open(profile, credentials, options());
        try {
            refuseUnfit(database);
            OwnAccess access = new OwnAccess(database);
            boolean mustChange = access.signedIn() && !byClick;
            entered.add(database);
            return new Entered(place, database, byClick, mustChange, access.lockAfter());
        } catch (RuntimeException refused) {
            database.close();
            throw refused;
        }
    }

    /// The service has no screens, and tables of another version would be read or written wrongly (ruling 6, F23).
    private static void refuseUnfit(Database database) {
        if (database.operator().role() == OperatorRole.SERVICE) {
            throw new Rejected("no_role", database.operator().login());
        }
        Migrations.State schema = database.schema();
        if (!schema.pending().isEmpty()) {
            throw new Rejected("schema_older", schema.pending().size());
        }
        if (!schema.unknown().isEmpty()) {
            throw new Rejected("schema_newer", schema.unknown().size());
        }
    }

    private DatabaseOptions options() {
        return DatabaseOptions.console(clock, Platform::isFxApplicationThread).withEntities(Entities.ALL);
    }

    /// Closes an operator's database; may wait for the server.
    void leave(Database database) {
        if (entered.remove(database)) {
            database.close();
        }
    }

    /// Whoever is still signed in leaves first, then the background work ends, then the server.
    @Override
    public synchronized void close() {
        entered.forEach(this::leave);
        if (background != null) {
            background.close();
        }
        embedded.close();
    }
}
