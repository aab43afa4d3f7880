package com.arzani.tokens.access;

import com.arzani.tokens.database.OperatorRole;

/// A person to be given a login: small letters, digits, `_ . -`, at most 63, beginning with a letter.
public record NewOperator(String login, String displayName, OperatorRole role) {}
