package com.arzani.tokens.screens.audit;

import com.arzani.tokens.access.AuditEvent;
import com.arzani.tokens.access.AuditKey;
import com.arzani.tokens.access.AuditTrail;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeText;
import com.arzani.tokens.ui.Target;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// One event: who, when, from where, why, and each field before and after.
final class AuditDetailViewModel {
    final ObservableList<ChangeRow> changes = FXCollections.observableArrayList();

    private final Kit kit;
    private final AuditTrail trail;
    private final ReadOnlyObjectWrapper<AuditEvent> shown = new ReadOnlyObjectWrapper<>();

    AuditDetailViewModel(Kit kit, AuditTrail trail) {
        this.kit = kit;
        this.trail = trail;
    }

    void show(AuditEvent event) {
        changes.setAll(ChangeRow.of(event.change().before(), event.change().after()));
        shown.set(event);
    }

    void close() {
        shown.set(null);
    }

    String title() {
        return AuditRow.action(shown.get().action(), kit.texts());
    }

    /// Label and value, one after the other.
    List<Map.Entry<String, String>> fields() {
        AuditEvent event = shown.get();
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        add(fields, "time", kit.times().exact(event.at()));
        add(fields, "by", SafeText.line(event.actor()));
        add(
                fields,
                "about",
                SafeText.line(event.subject().type() + " " + event.subject().id()));
        add(
                fields,
                "customer",
                event.customerId() == null ? "" : event.customerId().toString());
        add(fields, "reason", SafeText.block(event.change().reason()));
        add(fields, "address", SafeText.line(event.origin().address()));
        add(fields, "application", SafeText.line(event.origin().application()));
        add(fields, "id", Long.toString(event.key().id()));
        return fields;
    }

    private void add(List<Map.Entry<String, String>> fields, String name, String value) {
        if (value != null && !value.isEmpty()) {
            fields.add(Map.entry(kit.texts().get("audit.field." + name), value));
        }
    }

    boolean hasCustomer() {
        return shown.get() != null && shown.get().customerId() != null;
    }

    void openCustomer() {
        kit.navigator().open(Places.user(shown.get().customerId()));
    }

    boolean hasPlace() {
        return shown.get() != null && placeOf(shown.get()) != null;
    }

    void openSubject() {
        kit.navigator().open(placeOf(shown.get()));
    }

    private static Target placeOf(AuditEvent event) {
        var id = Digits.parse(event.subject().id());
        if (event.key().source() == AuditKey.Source.LEDGER) {
            return Places.entry(event.key().id());
        }
        return switch (event.subject().type()) {
            case "package", "package_draft" -> Places.packages();
            case "finding", "reconciliation" -> Places.reconciliation();
            case "order" -> id.isPresent() ? Places.transactionsOfOrder(id.getAsLong()) : null;
            case "listing" -> id.isPresent() ? Places.boost(id.getAsLong()) : null;
            default -> null;
        };
    }

    /// Whether the operator may look at what the same person did besides.
    boolean mayFollow() {
        return trail.readsAll();
    }

    void copy() {
        AuditEvent event = shown.get();
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("created_at", event.at().toString());
        json.put("id", event.key().id());
        json.put("actor", event.actor());
        json.put("action", event.action());
        json.put("subject_type", event.subject().type());
        json.put("subject_id", event.subject().id());
        json.put("customer_id", event.customerId());
        json.putRawValue("before", new RawValue(String.valueOf(event.change().before())));
        json.putRawValue("after", new RawValue(String.valueOf(event.change().after())));
        json.put("reason", event.change().reason());
        json.put("client_address", event.origin().address());
        json.put("application_name", event.origin().application());
        kit.desktop().copy(json.toString());
    }

    /// Null while none is shown.
    ReadOnlyObjectProperty<AuditEvent> shownProperty() {
        return shown.getReadOnlyProperty();
    }
}
