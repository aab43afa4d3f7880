package com.arzani.tokens.screens.operators;

import com.arzani.tokens.access.OperatorAccount;
import com.arzani.tokens.access.Operators;
import com.arzani.tokens.access.RoleRequest;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Page;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Everybody who has a login, and the roles that wait for another administrator.
public final class OperatorsViewModel {
    final KeyList<OperatorRow, String> rows;
    final KeyList<RoleRequest, Long> requests;
    final StringProperty fourEyes = new SimpleStringProperty("");
    final OperatorFormViewModel form;

    private final Kit kit;
    private final Operators operators;

    public OperatorsViewModel(Kit kit, Operators operators, OperatorFormViewModel form) {
        this.kit = kit;
        this.operators = operators;
        this.form = form;
        rows = new KeyList<>(kit.tasks().latest("operators.list"), kit.failures(), OperatorRow::login);
        requests = new KeyList<>(kit.tasks().latest("operators.requests"), kit.failures(), RoleRequest::id);
        form.onDone(this::refresh);
    }

    void refresh() {
        // There are as many operators as people in an office: one page holds them.
        rows.load((after, rowsMax) -> Page.of(
                operators.all().stream()
                        .map(account -> OperatorRow.of(account, kit.texts()))
                        .toList(),
                null));
        requests.load((after, rowsMax) -> Page.of(operators.waiting(), null));
    }

    /// Whether roles wait for a second person; said as long as the list is shown.
    void tellFourEyes() {
        List<OperatorRow> loaded = rows.loaded();
        if (!loaded.isEmpty()) {
            long administrators = loaded.stream()
                    .map(OperatorRow::account)
                    .filter(OperatorAccount::active)
                    .filter(account -> account.role().equals(Optional.of(OperatorRole.ADMIN)))
                    .count();
            fourEyes.set(kit.texts().get(administrators > 1 ? "operators.four_eyes.on" : "operators.four_eyes.off"));
        }
    }
}
