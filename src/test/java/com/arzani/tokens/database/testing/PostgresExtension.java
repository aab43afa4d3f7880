package com.arzani.tokens.database.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Keeps the server in JUnit's root store and the class's database in the store of the class; JUnit closes both.
final class PostgresExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(PostgresExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestDatabase.class;
    }

    @Override
    public TestDatabase resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestServer server = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(TestServer.class, key -> TestServer.start(), TestServer.class);
        ExtensionContext ofClass = ofOutermostClass(context);
        return ofClass.getStore(NAMESPACE)
                .computeIfAbsent(
                        TestDatabase.class,
                        key -> server.database(ofClass.getRequiredTestClass().getSimpleName()),
                        TestDatabase.class);
    }

    /// Nested classes share the database of the class around them.
    private static ExtensionContext ofOutermostClass(ExtensionContext context) {
        ExtensionContext found = context;
        for (ExtensionContext up = context;
                up.getTestClass().isPresent();
                up = up.getParent().orElseThrow()) {
            found = up;
        }
        return found;
    }
}
