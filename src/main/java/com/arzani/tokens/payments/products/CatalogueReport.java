package com.arzani.tokens.payments.products;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/// What a look found, as it is kept in its row.
///
/// @param foreign products of the account that are not ours; they are left alone
public record CatalogueReport(int foreign, List<Item> packages) {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    public CatalogueReport {
        packages = List.copyOf(packages);
    }

    /// A package as it stood.
    ///
    /// @param version the published one at that time; a newer one differs from Stripe before anybody looks
    public record Item(
            long id,
            int version,
            String name,
            PackageComparison.State state,
            List<Difference> differences,
            List<Step> steps) {
        public Item {
            differences = List.copyOf(differences);
            steps = List.copyOf(steps);
        }
    }

    public static CatalogueReport of(CatalogueComparison compared) {
        return new CatalogueReport(
                compared.foreign(),
                compared.packages().stream()
                        .map(each -> new Item(
                                each.sold().id(),
                                each.sold().version(),
                                each.sold().name(),
                                each.state(),
                                each.differences(),
                                each.steps()))
                        .toList());
    }

    /// Everything that sending would do.
    public List<Step> steps() {
        return packages.stream().flatMap(each -> each.steps().stream()).toList();
    }

    public List<Difference> differences() {
        return packages.stream().flatMap(each -> each.differences().stream()).toList();
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static CatalogueReport of(String json) {
        try {
            return JSON.readValue(json, CatalogueReport.class);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("a report that is not ours", notOurs);
        }
    }
}
