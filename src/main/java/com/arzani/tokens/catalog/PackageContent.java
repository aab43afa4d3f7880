package com.arzani.tokens.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Everything of a package that people edit, without its identity and version.
///
/// @param description empty if there is none
/// @param displayOrder the place in the list, counted from 1
public record PackageContent(
        String name, String description, Offer offer, boolean active, boolean recommended, int displayOrder) {
    public PackageContent {
        Objects.requireNonNull(name);
        Objects.requireNonNull(offer);
        description = description == null ? "" : description;
    }

    /// The value of one field.
    public Object value(PackageField field) {
        return switch (field) {
            case NAME -> name;
            case DESCRIPTION -> description;
            case TOKENS -> offer.tokens();
            case BONUS -> offer.bonus();
            case PRICE -> offer.price();
            case ACTIVE -> active;
            case RECOMMENDED -> recommended;
            case POSITION -> displayOrder;
        };
    }

    /// What is different in `later`, field by field.
    public List<FieldChange> changesTo(PackageContent later) {
        return Arrays.stream(PackageField.values())
                .filter(field -> !value(field).equals(later.value(field)))
                .map(field -> new FieldChange(field, value(field), later.value(field)))
                .toList();
    }

    /// The same at another place in the list.
    public PackageContent at(int place) {
        return new PackageContent(name, description, offer, active, recommended, place);
    }
}
