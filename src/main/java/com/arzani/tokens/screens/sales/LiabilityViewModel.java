package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.LiabilityReport;
import com.arzani.tokens.insight.SalesGrain;
import com.arzani.tokens.insight.SalesSpan;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.chart.Figure;
import com.arzani.tokens.ui.chart.Unit;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Revenue recognised as tokens are spent, and what customers' unspent tokens are worth, over the range that the Sales
/// page has. It reads while its page is in front.
public final class LiabilityViewModel {
    /// A preset changes several properties at once.
    private static final Duration QUIET = Duration.ofMillis(50);

    final ObjectProperty<LiabilityMeasure> measure = new SimpleObjectProperty<>(LiabilityMeasure.WORTH);
    final ObjectProperty<Figure> revenue = new SimpleObjectProperty<>();
    final ObjectProperty<Figure> ages = new SimpleObjectProperty<>();
    final ObservableList<LiabilityLine> lines = FXCollections.observableArrayList();
    final StringProperty days = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();

    private final Kit kit;
    private final LiabilityServices services;
    private final SalesViewModel range;
    private final Channel reading;
    private LiabilityPicture picture;
    private boolean inFront;

    public LiabilityViewModel(Kit kit, LiabilityServices services, SalesViewModel range) {
        this.kit = kit;
        this.services = services;
        this.range = range;
        reading = kit.tasks().latest("liability.read");
        range.from.subscribe(this::load);
        range.to.subscribe(this::load);
        range.grain.subscribe(this::load);
        range.currency.subscribe(this::load);
        measure.subscribe(this::drawAges);
    }

    /// @param front whether the page can be seen
    void setInFront(boolean front) {
        if (front && !inFront) {
            inFront = true;
            load();
        }
        inFront = front;
    }

    void load() {
        Optional<SalesSpan> span = range.span();
        if (!inFront || span.isEmpty()) {
            return;
        }
        SalesSpan wanted = span.get();
        SalesGrain grain = range.grain.get();
        String currency = range.currency.get();
        reading.runAfter(
                QUIET,
                () -> services.liability().read(wanted, grain, currency),
                read -> show(read, grain, currency),
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private void show(LiabilityReport read, SalesGrain grain, String currency) {
        failure.set(null);
        LocalDate today = LocalDate.ofInstant(kit.clock().instant(), ZoneOffset.UTC);
        String asOf = read.asOf()
                .map(moment -> kit.texts().get("liability.as_of", kit.times().minute(moment)))
                .orElse(kit.texts().get("liability.not_yet"));
        picture = new LiabilityPicture(
                read,
                new PeriodWords(kit.texts(), grain),
                Unit.pence(currency),
                new LiabilityRows(services.seesEntries()),
                today);
        revenue.set(picture.revenue());
        lines.setAll(picture.lines());
        days.set(kit.texts()
                .get(
                        "liability.days",
                        PeriodWords.day(read.span().from()),
                        PeriodWords.day(read.span().to().minusDays(1)),
                        asOf));
        drawAges();
    }

    private void drawAges() {
        if (picture != null) {
            ages.set(picture.ages(measure.get()));
        }
    }

    void open(LiabilityLine line) {
        if (line.opens() != null) {
            kit.navigator().open(line.opens());
        }
    }
}
