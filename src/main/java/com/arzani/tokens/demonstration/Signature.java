package com.arzani.tokens.demonstration;

/// Whose login an entry carries, from which program.
enum Signature {
    MARKETPLACE("marketplace", "marketplace"),
    SUPPORT("demo_support", "arzani-console"),
    FINANCE("demo_finance", "arzani-console"),
    JOBS("tokens_jobs", "arzani-jobs");

    /// The embedded server listens on loopback alone.
    static final String ADDRESS = "127.0.0.1";

    private final String actor;
    private final String application;

    Signature(String actor, String application) {
        this.actor = actor;
        this.application = application;
    }

    String actor() {
        return actor;
    }

    String application() {
        return application;
    }
}
