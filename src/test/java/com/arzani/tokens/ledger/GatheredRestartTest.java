package com.arzani.tokens.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.EmbeddedPostgres;
import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server dies under gathered postings and comes back.
class GatheredRestartTest {
    private static final int USERS = 20;
    private static final int CALLERS = 32;
    private static final int POSTINGS = 40;
    private static final int TOKENS = 60;

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres server;
    private static Database service;

    @BeforeAll
    static void open() {
        server = EmbeddedPostgres.start(folder, Map.of());
        Migrations.embedded(server.ownerSource()).migrate();
        server.makeLogins();
        service = open("tokens_jobs");
        Sql owner = new Sql(server.ownerSource());
        owner.execute("INSERT INTO users (email) SELECT n || '@example.com' FROM generate_series(1, ?) n", USERS);
        owner.rows("""
                SELECT count((ledger_post_or_raise(jsonb_populate_record(NULL::ledger_posting, jsonb_build_object(
                    'operation_key', 'given:' || n, 'user_id', n, 'transaction_type', 'adjustment', 'tokens', ?::integer,
                    'direction', 1, 'reason_code', 'goodwill', 'note', 'given by a test')))).id)
                FROM generate_series(1, ?) n""", TOKENS, USERS);
    }

    private static Database open(String login) {
        DatabaseOptions options = DatabaseOptions.jobs(Clock.systemUTC())
                .withEntities(Ledger.ENTITIES)
                .withPoolSize(4);
        return Database.open(server.profile(), server.credentials(login), options);
    }

    @AfterAll
    static void close() {
        service.close();
        server.close();
    }

    /// What became of one posting, as its caller was told.
    private record Told(String key, long user, LedgerEntry entry, boolean unknown) {}

    @Test
    void f2F3WhatWasAcknowledgedIsThereOnceWhatWasRefusedIsNotAndTheKeyTellsTheRest() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger kills = new AtomicInteger();
        List<Told> told = new ArrayList<>();
        try (GatheredPosting gathered = new GatheredPosting(service, GatheredPosting.Limits.USUAL)) {
            List<Callable<List<Told>>> callers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                long user = 1 + caller % USERS;
                callers.add(() -> {
                    List<Told> mine = new ArrayList<>();
                    for (int posting = 0; posting < POSTINGS; posting++) {
                        mine.add(tell(gathered, user));
                        if (answered.incrementAndGet() % 500 == 250 && kills.incrementAndGet() <= 2) {
                            killServer();
                        }
                    }
                    return mine;
                });
            }
            GatheredPostingTest.together(callers).forEach(told::addAll);
        }

        assertThat(told).hasSize(CALLERS * POSTINGS);
        LedgerService ledger = new LedgerService(service);
        long posted = 0;
        for (Told one : told) {
            List<LedgerEntry> entries = ledger.entries(one.key());
            posted += entries.size();
            if (one.entry() != null) {
                assertThat(entries)
                        .singleElement()
                        .satisfies(entry ->
                                assertThat(entry.id()).isEqualTo(one.entry().id()));
            } else if (!one.unknown()) {
                assertThat(entries).isEmpty();
            }
        }
        long left = new Sql(server.ownerSource()).number("SELECT sum(token_balance) FROM user_tokens");
        assertThat(left).isEqualTo((long) USERS * TOKENS - posted);
        assertThat(new LedgerProof(service).run(count -> {}).differences()).isEmpty();
    }

    private static Told tell(GatheredPosting gathered, long user) {
        Posting posting =
                Posting.consumption(LedgerFixture.key(), user, new Tokens(1), Posting.Context.action("contact", 7L));
        try {
            return new Told(posting.operationKey(), user, gathered.post(posting), false);
        } catch (Rejected refused) {
            assertThat(refused.key()).isEqualTo("insufficient_tokens");
            return new Told(posting.operationKey(), user, null, false);
        } catch (Unavailable away) {
            return new Told(posting.operationKey(), user, null, away.key().equals("outcome_unknown"));
        }
    }

    private static void killServer() throws IOException {
        long postmaster = Long.parseLong(Files.readAllLines(server.folder().resolve("cluster/postmaster.pid"))
                .getFirst());
        ProcessHandle process = ProcessHandle.of(postmaster).orElseThrow();
        Stream.concat(process.descendants(), Stream.of(process)).toList().forEach(ProcessHandle::destroyForcibly);
    }
}
