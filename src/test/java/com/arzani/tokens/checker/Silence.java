package com.arzani.tokens.checker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/// Pool, Hibernate and Flyway say at length that connections were lost, which happens here a thousand times on purpose.
public final class Silence implements BeforeAllCallback, AfterAllCallback {
    private static final List<String> LOUD = List.of("com.zaxxer.hikari", "org.hibernate.orm.jdbc", "org.flywaydb");

    @Override
    public void beforeAll(ExtensionContext context) {
        set(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        set(null);
    }

    private static void set(Level level) {
        LOUD.forEach(name -> ((Logger) LoggerFactory.getLogger(name)).setLevel(level));
    }
}
