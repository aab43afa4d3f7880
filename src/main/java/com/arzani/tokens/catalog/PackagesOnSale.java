package com.arzani.tokens.catalog;

import com.arzani.tokens.database.Database;
import java.util.List;

/// What is for sale now, in display order.
public final class PackagesOnSale {
    private final Database database;

    /// @param database knows [PackageCatalog#ENTITIES]
    public PackagesOnSale(Database database) {
        this.database = database;
    }

    public List<PackageOnSale> list() {
        return database.call(session -> session
                .createSelectionQuery("from TokenPackage where active order by displayOrder, id", TokenPackage.class)
                .getResultList()
                .stream()
                .map(each -> new PackageOnSale(
                        each.id(),
                        each.name(),
                        each.content().description(),
                        each.offer(),
                        each.currency(),
                        each.recommended()))
                .toList());
    }
}
