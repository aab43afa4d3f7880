package com.arzani.tokens.ui;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableListBase;

/// Rows known by what identifies them, not by place or content, so that a selection and a flash follow a row that was
/// read again. Only rows in memory are looked at: looking must not read any.
abstract class IdentifiedRows<R> extends ObservableListBase<R> {
    private final Function<R, ?> identity;
    private final ReadOnlyObjectWrapper<Object> flashed = new ReadOnlyObjectWrapper<>();

    IdentifiedRows(Function<R, ?> identity) {
        this.identity = identity;
    }

    /// The rows in memory by their places, in order.
    abstract Map<Integer, R> inMemory();

    /// Draws the eye to a row, now or once it is read.
    public void flash(Object rowIdentity) {
        flashed.set(null);
        flashed.set(rowIdentity);
    }

    /// The place of a row by its identity, among the rows in memory; -1 if it is not there.
    @Override
    public int indexOf(Object row) {
        Object sought = row == null ? null : identityOf(row);
        for (Map.Entry<Integer, R> entry : inMemory().entrySet()) {
            if (sought != null && sought.equals(identity.apply(entry.getValue()))) {
                return entry.getKey();
            }
        }
        return -1;
    }

    @Override
    public boolean contains(Object row) {
        return indexOf(row) >= 0;
    }

    // Two lists are the same list only if they are one: comparing rows would read all of them.
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @SuppressWarnings("unchecked")
    private Object identityOf(Object row) {
        return identity.apply((R) row);
    }

    /// The identity of a row of this list.
    public Object identity(R row) {
        return identity.apply(row);
    }

    /// The rows in memory, in order.
    public List<R> loaded() {
        return List.copyOf(inMemory().values());
    }

    ReadOnlyObjectProperty<Object> flashedProperty() {
        return flashed.getReadOnlyProperty();
    }
}
