package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.reconciliation.CatalogueSide.Differing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// Prices and products that differ between the catalogue and Stripe (R12), one finding a package. Sending the catalogue
/// is
/// proposed; nothing is changed here.
final class CatalogueStage implements StageWork {
    private final Tools tools;
    private final CatalogueSide catalogue;

    CatalogueStage(Tools tools, CatalogueSide catalogue) {
        this.tools = tools;
        this.catalogue = catalogue;
    }

    @Override
    public Optional<Done> page(Run run, BooleanSupplier cancelled) {
        Map<Long, List<Differing>> byPackage = new TreeMap<>();
        catalogue
                .differences()
                .forEach(differing -> byPackage
                        .computeIfAbsent(differing.packageId(), id -> new ArrayList<>())
                        .add(differing));
        List<Difference> found = new ArrayList<>();
        byPackage.forEach((id, differing) -> found.add(difference(id, differing)));
        tools.notes(run).note(run, found);
        return Done.at(run.reached().onward());
    }

    private static Difference difference(long packageId, List<Differing> differing) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("package", Long.toString(packageId));
        differing.forEach(each -> facts.put(each.what(), each.ours() + " / " + each.stripes()));
        return new Difference(
                FindingClass.R12,
                Difference.Subject.of("package_" + packageId),
                new Amount(0, "GBP"),
                0,
                Difference.Gap.NONE,
                Sides.of(facts));
    }
}
