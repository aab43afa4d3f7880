package com.arzani.tokens.screens.flags;

import com.arzani.tokens.market.FeatureCheck;
import com.arzani.tokens.market.FeatureFlag;
import com.arzani.tokens.market.FeatureFlags;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Kit;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Whether one user has the chosen feature, and why; by id alone, no person is shown (ruling 3).
public final class FlagCheckViewModel {
    final StringProperty user = new SimpleStringProperty("");
    final ReadOnlyObjectWrapper<Badge> verdict = new ReadOnlyObjectWrapper<>();
    final ReadOnlyStringWrapper why = new ReadOnlyStringWrapper("");
    final BooleanBinding canCheck;

    private final Kit kit;
    private final FeatureFlags flags;
    private final FlagWords words;
    private final Channel reading;
    private FeatureFlag flag;

    FlagCheckViewModel(Kit kit, FeatureFlags flags) {
        this.kit = kit;
        this.flags = flags;
        words = new FlagWords(kit.texts());
        reading = kit.tasks().latest("flags.check");
        canCheck = Bindings.createBooleanBinding(() -> id().isPresent(), user);
        user.addListener((value, old, now) -> clear());
    }

    private OptionalLong id() {
        OptionalLong id = Digits.parse(user.get().strip());
        return id.isPresent() && id.getAsLong() > 0 ? id : OptionalLong.empty();
    }

    private void clear() {
        verdict.set(null);
        why.set("");
    }

    /// Another flag, or a newer version: what was said of the user is asked again.
    void show(FeatureFlag next) {
        flag = next;
        boolean asked = verdict.get() != null;
        clear();
        if (asked) {
            check();
        }
    }

    void check() {
        OptionalLong id = id();
        if (id.isEmpty() || flag == null) {
            return;
        }
        String name = flag.name();
        reading.runUntilAvailable(() -> flags.check(name, id.getAsLong()), this::tell, thrown -> {
            verdict.set(null);
            why.set(kit.failures().describe(thrown).text());
        });
    }

    private void tell(FeatureCheck found) {
        verdict.set(
                found.on()
                        ? new Badge(kit.texts().get("flags.check.in"), Badge.Tone.SUCCESS)
                        : new Badge(kit.texts().get("flags.check.out"), Badge.Tone.NEUTRAL));
        why.set(found.flags().stream().map(this::sentence).collect(Collectors.joining("\n")));
    }

    private String sentence(FeatureCheck.Part part) {
        String feature = words.feature(part.name());
        if (!part.enabled()) {
            return kit.texts().get("flags.why.off", feature);
        } else if (!part.inAudience()) {
            return kit.texts().get("flags.why.audience", feature);
        } else if (part.percentage().compareTo(FlagWords.ALL) == 0) {
            return kit.texts().get("flags.why.all", feature);
        }
        return kit.texts()
                .get(
                        part.on() ? "flags.why.below" : "flags.why.above",
                        feature,
                        part.place().toPlainString(),
                        words.percent(part.percentage()));
    }

    void leave() {
        reading.cancel();
    }
}
