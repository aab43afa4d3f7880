package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.products.CatalogueLook;
import com.arzani.tokens.payments.products.Difference.Kind;
import com.arzani.tokens.payments.products.PackageComparison;
import java.util.List;
import java.util.Locale;

/// What the catalogue's own comparison finds. A package that was never sent charges nothing, and an id that is not
/// noted
/// is no difference in what is charged: both are told where packages are sent.
public final class CatalogueDifferences implements CatalogueSide {
    private final CatalogueLook look;

    public CatalogueDifferences(CatalogueLook look) {
        this.look = look;
    }

    @Override
    public List<Differing> differences() {
        return look.compare().packages().stream()
                .filter(each -> each.state() == PackageComparison.State.DIFFERS)
                .flatMap(each -> each.differences().stream()
                        .filter(found -> found.kind() != Kind.NOT_NOTED)
                        .map(found -> new Differing(
                                each.sold().id(),
                                found.kind().name().toLowerCase(Locale.ROOT),
                                found.ours(),
                                found.stripes(),
                                found.stripeId())))
                .toList();
    }
}
