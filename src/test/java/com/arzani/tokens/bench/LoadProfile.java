package com.arzani.tokens.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// The specification's load test (8.3): users come one after the other, stay, and go; each asks for the balance and
/// writes to
/// a seller, over and over and without a pause.
///
/// @param users   at the height
/// @param seconds all in all; two ninths each for coming and going
record LoadProfile(int users, long seconds) {
    /// What one of the two requests gave over all of it.
    record Asked(long[] sortedNanos, Map<Integer, Long> statuses) {
        double millis(double share) {
            return Load.at(sortedNanos, share) / 1e6;
        }

        long others() {
            return statuses.entrySet().stream()
                    .filter(each -> each.getKey() != 402 && each.getKey() != 429 && each.getKey() / 100 != 2)
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        long with(int status) {
            return statuses.getOrDefault(status, 0L);
        }
    }

    record Result(Asked balance, Asked contact, double requestsPerSecond) {}

    private static final class Times {
        private final List<Long> nanos = new ArrayList<>();
        private final Map<Integer, Long> statuses = new TreeMap<>();

        /// Times count what succeeded (ruling 27).
        void add(int status, long took) {
            statuses.merge(status, 1L, Long::sum);
            if (status / 100 == 2) {
                nanos.add(took);
            }
        }
    }

    private record User(Times balance, Times contact) {}

    Result run(Asking balance, Asking contact, Cell cell) throws Exception {
        long ramp = TimeUnit.SECONDS.toNanos(seconds) * 2 / 9;
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        List<User> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(users)) {
            List<Future<User>> asking = new ArrayList<>();
            for (int user = 0; user < users; user++) {
                long comes = begin + ramp * user / users;
                long goes = end - ramp * user / users;
                asking.add(threads.submit(() -> ask(balance, contact, cell, comes, goes)));
            }
            for (Future<User> each : asking) {
                all.add(each.get());
            }
        }
        double took = (System.nanoTime() - begin) / 1e9;
        Asked balances = asked(all.stream().map(User::balance).toList());
        Asked contacts = asked(all.stream().map(User::contact).toList());
        long requests = all.stream()
                .flatMap(user -> List.of(user.balance(), user.contact()).stream())
                .flatMap(times -> times.statuses.values().stream())
                .mapToLong(Long::longValue)
                .sum();
        return new Result(balances, contacts, requests / took);
    }

    private static User ask(Asking balance, Asking contact, Cell cell, long comes, long goes) throws Exception {
        User user = new User(new Times(), new Times());
        Random random = new Random(comes);
        while (System.nanoTime() - comes < 0) {
            TimeUnit.NANOSECONDS.sleep(Math.max(1, comes - System.nanoTime()));
        }
        try (Asking.Line has = balance.open(cell);
                Asking.Line writes = contact.open(cell)) {
            while (System.nanoTime() - goes < 0) {
                ask(has, random, user.balance());
                ask(writes, random, user.contact());
            }
        }
        return user;
    }

    private static void ask(Asking.Line line, Random random, Times times) throws Exception {
        long before = System.nanoTime();
        int status = line.ask(random);
        times.add(status, System.nanoTime() - before);
    }

    private static Asked asked(List<Times> all) {
        Map<Integer, Long> statuses = new TreeMap<>();
        all.forEach(times -> times.statuses.forEach((status, count) -> statuses.merge(status, count, Long::sum)));
        long[] nanos = all.stream()
                .flatMap(times -> times.nanos.stream())
                .mapToLong(Long::longValue)
                .toArray();
        Arrays.sort(nanos);
        return new Asked(nanos, statuses);
    }
}
