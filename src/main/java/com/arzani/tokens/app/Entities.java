package com.arzani.tokens.app;

import com.arzani.tokens.catalog.PackageCatalog;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.market.Market;
import java.util.List;
import java.util.stream.Stream;

/// Hibernate's entity classes, of every domain package.
public final class Entities {
    public static final List<Class<?>> ALL = Stream.of(Ledger.ENTITIES, PackageCatalog.ENTITIES, Market.ENTITIES)
            .flatMap(List::stream)
            .toList();

    private Entities() {}
}
