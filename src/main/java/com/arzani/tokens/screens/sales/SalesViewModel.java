package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.SalesGrain;
import com.arzani.tokens.insight.SalesPart;
import com.arzani.tokens.insight.SalesQuestion;
import com.arzani.tokens.insight.SalesReport;
import com.arzani.tokens.insight.SalesSpan;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.chart.Figure;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Sales of a range, by period or by part, with the period before beside it.
public final class SalesViewModel {
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String PRESET = "range";
    private static final String GRAIN = "by";
    private static final String PART = "part";
    private static final String POUNDS = "GBP";

    final ObjectProperty<SalesPreset> preset = new SimpleObjectProperty<>(SalesPreset.TWELVE_MONTHS);
    final StringProperty from = new SimpleStringProperty("");
    final StringProperty to = new SimpleStringProperty("");
    final ObjectProperty<SalesGrain> grain = new SimpleObjectProperty<>(SalesGrain.MONTH);
    final ObjectProperty<SalesPart> part = new SimpleObjectProperty<>(SalesPart.NONE);
    final ObjectProperty<String> currency = new SimpleObjectProperty<>(POUNDS);
    final ObservableList<String> currencies = FXCollections.observableArrayList(POUNDS);
    final ObjectProperty<SalesMeasure> measure = new SimpleObjectProperty<>(SalesMeasure.NET);
    final BooleanProperty compared = new SimpleBooleanProperty(true);
    final ObjectProperty<Figure> figure = new SimpleObjectProperty<>();
    final ObjectProperty<Map<SalesMeasure, SalesTile>> tiles = new SimpleObjectProperty<>(Map.of());
    final ObservableList<SalesLine> lines = FXCollections.observableArrayList();
    final ObjectProperty<SalesWords> words = new SimpleObjectProperty<>();
    final StringProperty asOf = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();

    private final Kit kit;
    private final SalesServices services;
    private final Channel reading;
    private SalesReport report;
    private boolean setting;

    public SalesViewModel(Kit kit, SalesServices services) {
        this.kit = kit;
        this.services = services;
        reading = kit.tasks().latest("sales.read");
        setSpan(preset.get().span(today()));
        preset.subscribe((old, now) -> choose(now));
        grain.subscribe(this::load);
        part.subscribe(this::load);
        currency.subscribe(this::load);
        measure.subscribe(this::draw);
        compared.subscribe(this::draw);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(kit.clock().instant(), ZoneOffset.UTC);
    }

    private void setSpan(SalesSpan span) {
        from.set(span.from().toString());
        to.set(span.to().minusDays(1).toString());
    }

    private void choose(SalesPreset now) {
        if (!setting && now != SalesPreset.OWN) {
            together(() -> {
                setSpan(now.span(today()));
                grain.set(now.grain());
            });
        }
    }

    /// Several properties, read once.
    private void together(Runnable changes) {
        setting = true;
        changes.run();
        setting = false;
        load();
    }

    /// Days as typed.
    void own() {
        if (span().isPresent()) {
            together(() -> preset.set(SalesPreset.OWN));
        }
    }

    void show(Target target) {
        together(() -> {
            target.value(PRESET).flatMap(name -> named(SalesPreset.class, name)).ifPresent(preset::set);
            if (preset.get() != SalesPreset.OWN) {
                setSpan(preset.get().span(today()));
            }
            target.value(FROM).filter(text -> day(text).isPresent()).ifPresent(from::set);
            target.value(TO).filter(text -> day(text).isPresent()).ifPresent(to::set);
            target.value(GRAIN).flatMap(name -> named(SalesGrain.class, name)).ifPresent(grain::set);
            target.value(PART).flatMap(name -> named(SalesPart.class, name)).ifPresent(part::set);
        });
    }

    private static <E extends Enum<E>> Optional<E> named(Class<E> values, String name) {
        return List.of(values.getEnumConstants()).stream()
                .filter(value -> value.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /// Both days included; nothing while they are no days, or the wrong way round.
    Optional<SalesSpan> span() {
        Optional<LocalDate> first = day(from.get());
        Optional<LocalDate> last = day(to.get());
        return first.isEmpty() || last.isEmpty() || last.get().isBefore(first.get())
                ? Optional.empty()
                : Optional.of(new SalesSpan(first.get(), last.get().plusDays(1)));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            LocalDate day = LocalDate.parse(text.strip());
            return day.getYear() < 2000 || day.getYear() > 2999 ? Optional.empty() : Optional.of(day);
        } catch (DateTimeParseException no) {
            return Optional.empty();
        }
    }

    /// What is wrong with a day as typed; empty if nothing is.
    String problem(String text) {
        if (day(text).isEmpty()) {
            return kit.texts().get("sales.day.problem");
        }
        return span().isEmpty() ? kit.texts().get("sales.days.problem") : "";
    }

    void load() {
        Optional<SalesSpan> span = span();
        if (setting || span.isEmpty()) {
            return;
        }
        kit.navigator()
                .replace(Places.sales()
                        .with(PRESET, lower(preset.get()))
                        .with(FROM, from.get())
                        .with(TO, to.get())
                        .with(GRAIN, lower(grain.get()))
                        .with(PART, lower(part.get())));
        SalesSpan wanted = span.get();
        SalesGrain by = grain.get();
        SalesPart parts = part.get();
        String money = currency.get();
        reading.run(
                () -> services.sales().read(new SalesQuestion(wanted, by, parts, money)),
                this::show,
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private void show(SalesReport read) {
        failure.set(null);
        report = read;
        List<String> sold = read.currencies().isEmpty() ? List.of(POUNDS) : read.currencies();
        if (!currencies.equals(sold)) {
            currencies.setAll(sold);
        }
        long unknown = read.now().total().feesUnknown();
        String told = kit.texts().get("sales.as_of", kit.times().minute(read.asOf()));
        asOf.set(unknown > 0 ? kit.texts().get("sales.fees_unknown", unknown, told) : told);
        draw();
    }

    private void draw() {
        if (report == null) {
            return;
        }
        SalesWords said = new SalesWords(kit.texts(), report);
        SalesRows rows = new SalesRows(report.question(), services.seesEntries());
        words.set(said);
        figure.set(new SalesPicture(report, said, rows, today(), compared.get()).of(measure.get()));
        tiles.set(tiles(said));
        lines.setAll(SalesLines.of(report, said, today()));
    }

    private Map<SalesMeasure, SalesTile> tiles(SalesWords said) {
        Map<SalesMeasure, SalesTile> made = new EnumMap<>(SalesMeasure.class);
        for (SalesMeasure each : SalesMeasure.values()) {
            made.put(each, said.tile(each, compared.get()));
        }
        return made;
    }

    /// The entries behind a line, of the measure that the chart shows.
    void open(SalesLine line) {
        Target target = report == null
                ? null
                : new SalesRows(report.question(), services.seesEntries()).of(line.span(), line.value(), measure.get());
        if (target != null) {
            kit.navigator().open(target);
        }
    }
}
