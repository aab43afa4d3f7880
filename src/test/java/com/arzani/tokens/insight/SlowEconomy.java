package com.arzani.tokens.insight;

import com.arzani.tokens.database.testing.Sql;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The economy's figures computed again from the raw rows, one customer after the other, in Java.
final class SlowEconomy {
    private static final Duration DAY = Duration.ofHours(24);

    private final Map<Long, Person> people = new TreeMap<>();
    private final List<Contact> contacts = new ArrayList<>();
    private final Instant at;

    private static final class Person {
        String plan;
        Instant joined;
        long balance;
        long purchases;
        long bought;
        long spent;
        long contacts;
        Instant view;
        Instant order;
        final List<Instant> bought_at = new ArrayList<>();
        final List<Instant> spent_at = new ArrayList<>();

        CustomerSegment segment(Instant now) {
            List<Instant> all = new ArrayList<>(bought_at);
            all.addAll(spent_at);
            if (all.isEmpty()) {
                return CustomerSegment.REGISTERED;
            }
            all.sort(Comparator.naturalOrder());
            Duration sinceFirst = Duration.between(all.getFirst(), now);
            Duration sinceLast = Duration.between(all.getLast(), now);
            if (sinceFirst.compareTo(DAY.multipliedBy(30)) < 0) {
                return CustomerSegment.NEW;
            } else if (sinceLast.compareTo(DAY.multipliedBy(60)) < 0) {
                return CustomerSegment.ACTIVE;
            }
            return sinceLast.compareTo(DAY.multipliedBy(180)) < 0 ? CustomerSegment.SLEEPING : CustomerSegment.LAPSED;
        }

        int step() {
            if (purchases > 1) {
                return 5;
            } else if (purchases == 1) {
                Instant first = bought_at.getFirst();
                return spent_at.stream().anyMatch(spend -> !spend.isBefore(first)) ? 4 : 3;
            } else if (order != null) {
                return 2;
            }
            return view != null ? 1 : 0;
        }

        boolean converted() {
            return bought_at.stream().anyMatch(purchase -> purchase.isBefore(joined.plus(DAY.multipliedBy(30))));
        }

        Behaviour behaviour() {
            return new Behaviour(1, balance, bought, spent, contacts);
        }
    }

    private record Contact(Instant at, Instant answered) {}

    SlowEconomy(Sql sql, Instant at) {
        this.at = at;
        for (Map<String, Object> row : sql.rows("SELECT id, buyer_plan, created_at FROM users")) {
            Person person = new Person();
            person.plan = row.get("buyer_plan") == null ? "none" : (String) row.get("buyer_plan");
            person.joined = time(row.get("created_at"));
            people.put(number(row.get("id")), person);
        }
        Map<Long, String> types = new HashMap<>();
        List<Map<String, Object>> entries = sql.rows("SELECT * FROM token_transactions ORDER BY id");
        entries.forEach(entry -> types.put(number(entry.get("id")), (String) entry.get("transaction_type")));
        entries.forEach(entry -> entry(entry, types));
        people.values().forEach(person -> person.bought_at.sort(Comparator.naturalOrder()));
        for (Map<String, Object> row : sql.rows("SELECT * FROM business_inquiries WHERE user_id IS NOT NULL")) {
            people.get(number(row.get("user_id"))).contacts++;
            if (number(row.get("tokens_spent")) > 0) {
                contacts.add(new Contact(time(row.get("created_at")), time(row.get("responded_at"))));
            }
        }
        for (Map<String, Object> row :
                sql.rows("SELECT user_id, created_at FROM token_orders ORDER BY created_at DESC")) {
            people.get(number(row.get("user_id"))).order = time(row.get("created_at"));
        }
        for (Map<String, Object> row : sql.rows("SELECT user_id, created_at FROM analytics_events"
                + " WHERE event_type = 'packages_view' AND user_id IS NOT NULL ORDER BY created_at DESC")) {
            people.get(number(row.get("user_id"))).view = time(row.get("created_at"));
        }
    }

    private void entry(Map<String, Object> entry, Map<Long, String> types) {
        Person person = people.get(number(entry.get("user_id")));
        long tokens = number(entry.get("tokens_amount"));
        person.balance += number(entry.get("tokens_delta"));
        String type = (String) entry.get("transaction_type");
        if (type.equals("purchase")) {
            person.purchases++;
            person.bought += tokens;
            person.bought_at.add(time(entry.get("created_at")));
        } else if (type.equals("consumption")) {
            person.spent += tokens;
            person.spent_at.add(time(entry.get("created_at")));
        } else if (type.equals("reversal") && "consumption".equals(types.get(number(entry.get("reverses"))))) {
            person.spent -= tokens;
        }
    }

    Map<CustomerSegment, Behaviour> segments() {
        Map<CustomerSegment, Behaviour> sums = new EnumMap<>(CustomerSegment.class);
        for (CustomerSegment segment : CustomerSegment.values()) {
            sums.put(segment, Behaviour.NONE);
        }
        people.values().forEach(person -> sums.merge(person.segment(at), person.behaviour(), Behaviour::plus));
        List<Person> spenders = people.values().stream()
                .filter(person -> person.spent > 0)
                .filter(person ->
                        person.segment(at) == CustomerSegment.NEW || person.segment(at) == CustomerSegment.ACTIVE)
                .sorted(Comparator.comparingLong((Person person) -> -person.spent))
                .toList();
        if (!spenders.isEmpty()) {
            long least = spenders.get((spenders.size() + 9) / 10 - 1).spent;
            spenders.stream()
                    .filter(person -> person.spent >= least)
                    .forEach(person -> sums.merge(CustomerSegment.HEAVIEST, person.behaviour(), Behaviour::plus));
        }
        return sums;
    }

    Map<String, Behaviour> plans() {
        Map<String, Behaviour> sums = new TreeMap<>();
        people.values().forEach(person -> sums.merge(person.plan, person.behaviour(), Behaviour::plus));
        return sums;
    }

    Map<BalanceBand, Long> bands() {
        Map<BalanceBand, Long> counts = new HashMap<>();
        for (int band = 0; band < BalanceBand.COUNT; band++) {
            BalanceBand each = BalanceBand.of(band);
            counts.put(
                    each,
                    people.values().stream()
                            .filter(person -> person.segment(at) != CustomerSegment.REGISTERED)
                            .filter(person ->
                                    person.balance >= each.from() && (each.to() == null || person.balance <= each.to()))
                            .count());
        }
        return counts;
    }

    List<SignupCohort> cohorts() {
        Map<YearMonth, List<Person>> months = new TreeMap<>();
        people.values()
                .forEach(person -> months.computeIfAbsent(month(person.joined), any -> new ArrayList<>())
                        .add(person));
        return months.entrySet().stream()
                .map(month -> cohort(month.getKey(), month.getValue()))
                .toList();
    }

    private SignupCohort cohort(YearMonth month, List<Person> joined) {
        Long[] reached = new Long[SignupCohort.STEPS];
        for (int step = 0; step < reached.length; step++) {
            int least = step;
            reached[step] =
                    joined.stream().filter(person -> person.step() >= least).count();
        }
        Instant over = month.plusMonths(1)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .plus(DAY.multipliedBy(30));
        Share converted = new Share(joined.stream().filter(Person::converted).count(), joined.size());
        return new SignupCohort(month, Arrays.asList(reached), converted, over.isAfter(at));
    }

    List<ContactMonth> contacts() {
        Map<YearMonth, List<Contact>> months = new TreeMap<>();
        contacts.forEach(each ->
                months.computeIfAbsent(month(each.at), any -> new ArrayList<>()).add(each));
        return months.entrySet().stream()
                .map(month -> contacts(month.getKey(), month.getValue()))
                .toList();
    }

    private ContactMonth contacts(YearMonth month, List<Contact> all) {
        List<Contact> judged = all.stream()
                .filter(each -> !each.at.plus(DAY.multipliedBy(14)).isAfter(at))
                .toList();
        long answered = judged.stream()
                .filter(each -> each.answered != null && each.answered.isBefore(each.at.plus(DAY.multipliedBy(14))))
                .count();
        return new ContactMonth(month, all.size(), new Share(answered, judged.size()), judged.size() < all.size());
    }

    private static YearMonth month(Instant time) {
        return YearMonth.from(time.atOffset(ZoneOffset.UTC));
    }

    private static long number(Object value) {
        return value == null ? 0 : ((Number) value).longValue();
    }

    private static Instant time(Object value) {
        return value == null ? null : ((Timestamp) value).toInstant();
    }
}
