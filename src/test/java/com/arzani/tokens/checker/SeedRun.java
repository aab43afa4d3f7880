package com.arzani.tokens.checker;

import com.arzani.tokens.checker.FaultyProxy.Cut;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// One seed: rounds of steps that are asked for at the same moment, with faults, each round judged before the next, and
/// the seven conditions at the end.
///
/// The seed decides everything but who of a round comes first in the database.
final class SeedRun {
    private static final int USERS = 4;
    private static final int DAYS_OF_A_SEED = 7;
    private static final int TOLD = 25;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final long seed;
    private final House house;
    private final Random random;
    private final ExecutorService threads;
    private final Doors doors;
    private final Records records = new Records();
    private final Map<Long, WalletModel> wallets = new TreeMap<>();
    private final Limits limits;
    private final Requests requests;
    private final Planner planner;
    private final Deque<String> told = new ArrayDeque<>();
    private final Map<String, Looks> looks = new HashMap<>();
    private int operations;

    /// Looks at a customer's address under one reason.
    record Looks(int shown, int unknown) {
        static Looks of(Outcome outcome) {
            return new Looks(outcome.acknowledged() ? 1 : 0, outcome.unknown() ? 1 : 0);
        }

        Looks and(Looks more) {
            return new Looks(shown + more.shown, unknown + more.unknown);
        }
    }

    SeedRun(long seed, House house, ExecutorService threads) {
        this.seed = seed;
        this.house = house;
        this.threads = threads;
        this.random = new Random(seed);
        this.doors = new Doors(house);
        String prefix = "seed" + seed + "." + Long.toString(System.nanoTime(), 36);
        house.sql
                .rows(
                        "INSERT INTO users (email, first_name, last_name) SELECT ? || n, 'Seed', n::text"
                                + " FROM generate_series(1, ?) n RETURNING id",
                        prefix,
                        USERS)
                .forEach(row -> wallets.put(Entry.number(row, "id"), new WalletModel(Entry.number(row, "id"))));
        this.limits = new Limits(house);
        this.requests = new Requests(house, prefix);
        this.planner = new Planner(random, prefix, doors, wallets, records, requests.known());
    }

    /// @throws CheckFailed with the seed and the last operations
    void run(int atLeast) {
        try {
            setTheClock();
            while (operations < atLeast) {
                if (random.nextInt(12) == 0) {
                    moveTheClock();
                }
                round();
            }
            records.judge();
            requests.check();
            new Conditions(house, wallets, records, looks).check();
        } catch (RuntimeException | AssertionError failure) {
            throw new CheckFailed(
                    "seed " + seed + " failed (run it again with -Dchecker.seed=" + seed + "): " + failure.getMessage()
                            + "\nthe last operations:\n" + String.join("\n", told),
                    failure);
        }
    }

    private void setTheClock() {
        // Days of its own, since limits count by days; in some of them a month ends.
        house.test.setClock(
                Instant.parse("2026-12-01T00:20:00Z").plus(Duration.ofDays((long) house.nextSeed() * DAYS_OF_A_SEED)));
    }

    /// Whole hours forwards, now and then one back: an entry's time does not follow it backwards.
    private void moveTheClock() {
        int hours = random.nextInt(6) == 0 ? -1 : 1 + random.nextInt(6);
        house.test.advance(Duration.ofHours(hours));
        tell("the clock moves by " + hours + " hours");
    }

    private void round() {
        List<Step> steps = planner.round();
        Instant now = now();
        List<String> predictions =
                steps.stream().map(step -> prediction(step, steps, now)).toList();
        boolean faulty = plantFaults(steps);
        List<List<Outcome>> outcomes = ask(steps, faulty && random.nextInt(3) == 0);
        if (faulty) {
            settle();
        }
        for (int i = 0; i < steps.size(); i++) {
            note(steps.get(i), outcomes.get(i), predictions.get(i));
        }
        followTheLedger();
        requests.follow(steps.size() > 1 ? Map.of() : debts());
        operations += steps.stream().mapToInt(step -> step.lines().size()).sum();
    }

    /// What must come of a step that nobody else of the round can influence; null if that cannot be said.
    private String prediction(Step step, List<Step> together, Instant now) {
        if (!step.posts() && !step.asks() && step.request() == null) {
            return null;
        }
        if (!permitted(step)) {
            return "not_permitted";
        }
        long same = together.stream()
                .flatMap(other -> other.lines().stream())
                .filter(other -> other.user() == step.user()
                        || other.kind() == Step.Kind.EXPIRE
                        || other.key().equals(step.key())
                        || step.actor().adjusts() && other.actor() == step.actor())
                .count();
        if (same > 1) {
            return null;
        }
        String decided = step.request() == null ? null : requests.refusal(step, now);
        if (decided != null || step.kind() == Step.Kind.REJECT) {
            return decided == null ? "" : decided;
        }
        if (records.isPresent(step) && step.kind() != Step.Kind.MISCREDIT) {
            return records.attempts().get(Records.ledgerKey(step)).stream()
                            .anyMatch(attempt -> attempt.step().sameContent(step)
                                    && attempt.outcome().acknowledged())
                    ? ""
                    : null;
        }
        return wallets.get(step.user()).refusal(step, limits, now);
    }

    private static boolean permitted(Step step) {
        return switch (step.kind()) {
            case GRANT, TAKE, REVERSE, REQUEST_GRANT, REQUEST_TAKE, APPROVE, REJECT ->
                step.actor().adjusts();
            case GIFT -> step.actor() == Actor.OWNER;
            default -> step.actor() == Actor.SERVICE || step.actor() == Actor.GATHERED;
        };
    }

    private boolean plantFaults(List<Step> steps) {
        if (random.nextInt(9) != 0) {
            return false;
        }
        Step victim = steps.get(random.nextInt(steps.size()));
        Cut cut = Cut.values()[random.nextInt(Cut.values().length)];
        if (victim.kind() != Step.Kind.EXPIRE && victim.actor() != Actor.OWNER) {
            house.proxy.cut(victim.mark(), cut);
            tell("the connection is cut " + cut + " for " + victim.mark());
        }
        return true;
    }

    private List<List<Outcome>> ask(List<Step> steps, boolean kill) {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<List<Outcome>>> answers = new ArrayList<>();
        for (Step step : steps) {
            long pause = random.nextInt(4) * 150_000L;
            answers.add(threads.submit(awaiting(start, pause, () -> doors.take(step))));
        }
        Future<List<Outcome>> killer =
                kill ? threads.submit(awaiting(start, random.nextInt(2_000_000), this::kill)) : null;
        start.countDown();
        List<List<Outcome>> outcomes = answers.stream().map(SeedRun::get).toList();
        if (killer != null) {
            get(killer);
        }
        return outcomes;
    }

    private static <T> Callable<T> awaiting(CountDownLatch start, long pauseNanos, Callable<T> work) {
        return () -> {
            start.await();
            LockSupport.parkNanos(pauseNanos);
            return work.call();
        };
    }

    private static <T> T get(Future<T> answer) {
        try {
            return answer.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new CheckFailed("not a refusal but a failure: " + failed.getCause(), failed.getCause());
        } catch (InterruptedException | java.util.concurrent.TimeoutException failed) {
            throw new CheckFailed("no answer: " + failed, failed);
        }
    }

    /// Ends a backend in the middle of whatever it does.
    private List<Outcome> kill() {
        List<Map<String, Object>> ended = house.sql.rows(
                "SELECT pid, pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name = ? AND state <> 'idle' ORDER BY backend_start LIMIT 1",
                House.APPLICATION);
        tell("killed: " + ended);
        return List.of();
    }

    /// Waits until nothing that was sent is still being worked on.
    private void settle() {
        house.proxy.forget();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (house.proxy.working() > 0) {
            if (System.nanoTime() > deadline) {
                throw new CheckFailed("a statement does not end");
            }
            LockSupport.parkNanos(200_000);
        }
    }

    private void note(Step step, List<Outcome> outcomes, String prediction) {
        tell(step + " -> " + outcomes);
        if (step.kind() == Step.Kind.REVEAL) {
            looks.merge(step.key(), Looks.of(outcomes.getFirst()), Looks::and);
            if (outcomes.getFirst().acknowledged() && step.actor() != Actor.SUPPORT) {
                throw new CheckFailed("a contact was shown to " + step.actor());
            }
            return;
        }
        for (int line = 0; line < step.lines().size(); line++) {
            Outcome outcome = outcomes.get(line);
            requests.note(step.lines().get(line), outcome);
            if (step.lines().get(line).posts()) {
                records.asked(step.lines().get(line), outcome);
            }
            if (prediction != null && !outcome.unknown() && !outcome.refusal().equals(prediction)) {
                throw new CheckFailed("'" + outcome + "', but must be '" + prediction + "' (empty: accepted): " + step);
            }
        }
    }

    private Map<Long, Long> debts() {
        return wallets.values().stream().collect(Collectors.toMap(wallet -> wallet.user, wallet -> wallet.owed));
    }

    private Instant now() {
        return Entry.instant(
                house.sql.rows("SELECT ledger_now() AS now").getFirst().get("now"));
    }

    /// Reads what is new in the wallets and lets the model judge it.
    private void followTheLedger() {
        Long[] ids = wallets.keySet().toArray(Long[]::new);
        Long[] seqs = wallets.values().stream().map(wallet -> wallet.seq).toArray(Long[]::new);
        List<Map<String, Object>> rows = house.sql.rows(
                """
                SELECT %s, l.expires_at AS ends FROM unnest(?::bigint[], ?::bigint[]) AS seen (id, seq)
                JOIN token_entry_keys k ON k.user_id = seen.id AND k.wallet_seq > seen.seq
                JOIN token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id
                LEFT JOIN token_lots l ON l.entry_id = t.id ORDER BY t.user_id, t.wallet_seq""".formatted(Entry.COLUMNS),
                Arrays.toString(ids).replace('[', '{').replace(']', '}'),
                Arrays.toString(seqs).replace('[', '{').replace(']', '}'));
        for (Map<String, Object> row : rows) {
            Entry entry = Entry.of(row);
            Step step = entry.type().equals("expiry") ? null : records.of(entry);
            records.found(entry);
            limits.moved(entry);
            wallets.get(entry.user())
                    .apply(entry, step, row.get("ends") == null ? null : Entry.instant(row.get("ends")));
        }
    }

    private synchronized void tell(String what) {
        told.add("  " + what);
        if (told.size() > TOLD) {
            told.removeFirst();
        }
    }
}
