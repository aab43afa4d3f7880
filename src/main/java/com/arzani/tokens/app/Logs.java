package com.arzani.tokens.app;

import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Begins logging: everything into a rolling file, warnings to the terminal too.
final class Logs {
    private static final String FOLDER = "arzani.log.folder";

    private Logs() {}

    /// Must come before the first logger is made: the file's place is read then.
    static void begin(Path folder) {
        System.setProperty(FOLDER, folder.toString());
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
