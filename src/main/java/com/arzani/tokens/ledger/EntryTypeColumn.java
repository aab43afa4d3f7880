package com.arzani.tokens.ledger;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

@Converter
final class EntryTypeColumn implements AttributeConverter<EntryType, String> {
    @Override
    public String convertToDatabaseColumn(EntryType type) {
        return type == null ? null : type.code();
    }

    @Override
    public EntryType convertToEntityAttribute(String code) {
        return code == null ? null : EntryType.of(code);
    }
}
