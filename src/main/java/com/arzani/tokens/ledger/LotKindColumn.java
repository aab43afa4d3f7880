package com.arzani.tokens.ledger;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

@Converter
final class LotKindColumn implements AttributeConverter<LotKind, String> {
    @Override
    public String convertToDatabaseColumn(LotKind kind) {
        return kind == null ? null : kind.code();
    }

    @Override
    public LotKind convertToEntityAttribute(String code) {
        return code == null ? null : LotKind.of(code);
    }
}
