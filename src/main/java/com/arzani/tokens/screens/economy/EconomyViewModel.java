package com.arzani.tokens.screens.economy;

import com.arzani.tokens.insight.EconomyReport;
import com.arzani.tokens.insight.FigureProof;
import com.arzani.tokens.insight.Kpi;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.chart.Figure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The economy's figures of the last months, read as one; which part and which indicator are looked at.
public final class EconomyViewModel {
    final ObjectProperty<EconomyPart> part = new SimpleObjectProperty<>(EconomyPart.INDICATORS);
    final ObjectProperty<EconomyRange> range = new SimpleObjectProperty<>(EconomyRange.YEAR);
    final ObjectProperty<Kpi.Name> indicator = new SimpleObjectProperty<>();
    final ObservableList<KpiCard> cards = FXCollections.observableArrayList();
    final ObservableList<BehaviourRow> behaviour = FXCollections.observableArrayList();
    final ObjectProperty<Figure> indicatorFigure = new SimpleObjectProperty<>();
    final ObjectProperty<Figure> flows = new SimpleObjectProperty<>();
    final ObjectProperty<Figure> segments = new SimpleObjectProperty<>();
    final ObjectProperty<Figure> balances = new SimpleObjectProperty<>();
    final ObjectProperty<Figure> funnel = new SimpleObjectProperty<>();
    final ObjectProperty<Figure> conversion = new SimpleObjectProperty<>();
    final ObjectProperty<Figure> use = new SimpleObjectProperty<>();
    final ObjectProperty<Figure> contacts = new SimpleObjectProperty<>();
    final ObjectProperty<Badge> proof = new SimpleObjectProperty<>();
    final StringProperty asOf = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();

    private final Kit kit;
    private final EconomyServices services;
    private final Channel reading;
    private final CustomerFigures customers;
    private final MonthFigures months;
    private List<Kpi> kpis = List.of();

    public EconomyViewModel(Kit kit, EconomyServices services) {
        this.kit = kit;
        this.services = services;
        reading = kit.tasks().latest("economy.read");
        EconomyPlaces places = new EconomyPlaces(services.persons());
        customers = new CustomerFigures(kit.texts(), places);
        months = new MonthFigures(kit.texts(), places);
        range.addListener((value, old, now) -> {
            load();
            replacePlace();
        });
        part.addListener((value, old, now) -> replacePlace());
        indicator.addListener((value, old, now) -> showIndicator());
    }

    /// Shows the part and the range that a place names.
    void show(Target target) {
        target.value("part").flatMap(name -> named(EconomyPart.values(), name)).ifPresent(part::set);
        target.value("months")
                .flatMap(name -> named(EconomyRange.values(), name))
                .ifPresent(range::set);
        load();
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
        return List.of(values).stream()
                .filter(value -> value.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private void replacePlace() {
        kit.navigator()
                .replace(Target.of("economy")
                        .with("part", part.get().name().toLowerCase(Locale.ROOT))
                        .with("months", range.get().name().toLowerCase(Locale.ROOT)));
    }

    void load() {
        int wanted = range.get().months();
        reading.run(
                () -> new Answer(
                        services.economy().report(wanted), services.proofs().lastEnded()),
                answer -> {
                    failure.set(null);
                    show(answer.report());
                    proof.set(ProofWords.of(answer.proof(), kit));
                },
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private record Answer(EconomyReport report, Optional<FigureProof> proof) {}

    private void show(EconomyReport report) {
        kpis = report.kpis();
        KpiWords words = new KpiWords(kit.texts());
        cards.setAll(kpis.stream().map(words::card).toList());
        if (indicator.get() == null && !cards.isEmpty()) {
            indicator.set(cards.getFirst().name());
        }
        showIndicator();
        flows.set(months.flows(report.flows()));
        segments.set(customers.segments(report.customers()));
        balances.set(customers.balances(report.customers()));
        behaviour.setAll(customers.behaviour(report.customers()));
        funnel.set(customers.funnel(report.cohorts()));
        conversion.set(months.conversion(report.cohorts(), target(Kpi.Name.CONVERSION)));
        use.set(months.use(report.use(), target(Kpi.Name.UTILISATION)));
        contacts.set(months.contacts(report.contacts(), target(Kpi.Name.CONTACT_SUCCESS)));
        // Of the folds behind the figures, the one that lags most.
        Instant oldest = Stream.of(report.customers().asOf(), report.entriesAsOf(), report.monthsAsOf())
                .min(Instant::compareTo)
                .orElseThrow();
        asOf.set(kit.texts().get("economy.as_of", kit.times().minute(oldest)));
    }

    private BigDecimal target(Kpi.Name name) {
        return kpis.stream()
                .filter(kpi -> kpi.name() == name)
                .map(Kpi::target)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    private void showIndicator() {
        for (int at = 0; at < cards.size(); at++) {
            if (cards.get(at).name() == indicator.get()) {
                indicatorFigure.set(months.indicator(kpis.get(at), cards.get(at)));
            }
        }
    }

    void open(BehaviourRow row) {
        if (row.opens() != null) {
            kit.navigator().open(row.opens());
        }
    }
}
