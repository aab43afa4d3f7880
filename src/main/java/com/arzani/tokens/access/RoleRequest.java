package com.arzani.tokens.access;

import com.arzani.tokens.database.OperatorRole;
import java.time.Instant;

/// A role that waits for another administrator (ruling 7).
public record RoleRequest(
        long id, String login, OperatorRole role, String reason, String requestedBy, Instant requestedAt) {}
