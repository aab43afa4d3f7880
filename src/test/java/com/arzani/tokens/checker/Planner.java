package com.arzani.tokens.checker;

import com.arzani.tokens.checker.Step.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Decides, from the seed, who asks for what.
final class Planner {
    private static final int MOST_TOGETHER = 5;
    private static final Set<Kind> GATHERED = EnumSet.of(Kind.SPEND, Kind.REFUND, Kind.DISPUTE, Kind.RETURN);
    private static final Actor[] STAFF = {Actor.SUPPORT, Actor.FINANCE, Actor.ADMIN};

    private final Random random;
    private final String prefix;
    private final Doors doors;
    private final Map<Long, WalletModel> wallets;
    private final Records records;
    private final List<Long> users;
    private final List<Order> orders = new ArrayList<>();
    private final List<Request> requests;
    private int keys;

    Planner(
            Random random,
            String prefix,
            Doors doors,
            Map<Long, WalletModel> wallets,
            Records records,
            List<Request> requests) {
        this.random = random;
        this.prefix = prefix;
        this.doors = doors;
        this.wallets = wallets;
        this.records = records;
        this.requests = requests;
        this.users = List.copyOf(wallets.keySet());
    }

    /// Steps that are asked for at the same moment: mostly different ones, often on one wallet, sometimes one twice.
    List<Step> round() {
        int size = 1 + random.nextInt(MOST_TOGETHER);
        Long hot = random.nextInt(3) == 0 ? user() : null;
        List<Step> steps = new ArrayList<>();
        while (steps.size() < size) {
            Step step = step(hot == null ? user() : hot);
            steps.add(step);
            if (random.nextInt(8) == 0) {
                steps.add(step);
            }
        }
        return steps;
    }

    private Step step(long user) {
        int dice = random.nextInt(100);
        if (dice < 7) {
            return again();
        } else if (dice < 12) {
            return keyReused();
        } else if (dice < 20) {
            return batch(user);
        } else if (dice < 24) {
            return forbidden(user);
        } else if (dice < 32) {
            return fourEyes(user);
        }
        return single(user, dice);
    }

    private Step single(long user, int dice) {
        if (dice < 48) {
            return spend(user);
        } else if (dice < 58) {
            return seen(Step.of(Kind.GRANT, staff(), key(), user, tokens()));
        } else if (dice < 65) {
            return seen(Step.of(Kind.TAKE, staff(), key(), user, tokens()));
        } else if (dice < 72) {
            return credit(user);
        } else if (dice < 76) {
            return Step.of(Kind.GIFT, Actor.OWNER, key(), user, tokens());
        } else if (dice < 82) {
            return moneyBack(user);
        } else if (dice < 86) {
            return giveBack(user);
        } else if (dice < 96) {
            return reverse(user);
        } else if (dice < 98) {
            return Step.of(Kind.EXPIRE, Actor.SERVICE, key(), 0, 0);
        }
        return Step.of(Kind.REVEAL, random.nextBoolean() ? Actor.SUPPORT : Actor.FINANCE, key(), user, 0);
    }

    private Step spend(long user) {
        return Step.of(Kind.SPEND, service(), key(), user, tokens());
    }

    private Actor service() {
        return random.nextInt(3) == 0 ? Actor.GATHERED : Actor.SERVICE;
    }

    /// Somebody asks, and somebody, perhaps the same, decides.
    private Step fourEyes(long user) {
        if (requests.isEmpty() || random.nextInt(5) < 2) {
            Kind kind = random.nextBoolean() ? Kind.REQUEST_GRANT : Kind.REQUEST_TAKE;
            return Step.of(kind, staff(), key(), user, tokens() * 2);
        }
        Request request = requests.get(Math.max(0, requests.size() - 1 - random.nextInt(4)));
        return Step.decision(random.nextInt(4) == 0 ? Kind.REJECT : Kind.APPROVE, staff(), request);
    }

    /// A screen may show the wallet as it is now, as it was, or ask for no comparison.
    private Step seen(Step step) {
        long seq = wallets.get(step.user()).seq;
        return switch (random.nextInt(4)) {
            case 0 -> step.seen(seq);
            case 1 -> seq > 0 ? step.seen(seq - 1) : step;
            default -> step;
        };
    }

    private Step credit(long user) {
        int dice = random.nextInt(6);
        if (orders.isEmpty() || dice > 1) {
            orders.add(doors.order(user, 1 + random.nextInt(3), key()));
        }
        Order order = dice > 1 ? orders.getLast() : orders.get(random.nextInt(orders.size()));
        return Step.of(dice == 0 ? Kind.MISCREDIT : Kind.CREDIT, Actor.SERVICE, key(), order.user(), 0)
                .on(order);
    }

    private Step moneyBack(long user) {
        List<Order> own = orders.stream().filter(order -> order.user() == user).toList();
        Kind kind = random.nextBoolean() ? Kind.REFUND : Kind.DISPUTE;
        Step step = Step.of(kind, service(), key(), user, tokens() * 2);
        return own.isEmpty() ? step : step.on(own.get(random.nextInt(own.size())));
    }

    private Step giveBack(long user) {
        return posted(user, "dispute", -1)
                .map(held ->
                        Step.of(Kind.RETURN, service(), key(), user, part(held)).about(held.id()))
                .orElseGet(() -> spend(user));
    }

    private Step reverse(long user) {
        List<WalletModel.Posted> all = List.copyOf(wallets.get(user).posted.values());
        if (all.isEmpty()) {
            return spend(user);
        }
        Entry entry = all.get(random.nextInt(all.size())).entry();
        return Step.of(Kind.REVERSE, staff(), key(), user, part(entry)).about(entry.id());
    }

    private java.util.Optional<Entry> posted(long user, String type, int direction) {
        return wallets.get(user).posted.values().stream()
                .map(WalletModel.Posted::entry)
                .filter(entry -> entry.type().equals(type) && entry.direction() == direction)
                .skip(random.nextInt(2))
                .findFirst();
    }

    /// The whole, a part, or now and then more than there was.
    private long part(Entry entry) {
        return switch (random.nextInt(8)) {
            case 0 -> entry.amount() + 1;
            case 1, 2, 3 -> 1 + random.nextInt((int) entry.amount());
            default -> entry.amount();
        };
    }

    private Step again() {
        List<Step> earlier = records.all();
        if (earlier.isEmpty()) {
            return spend(user());
        }
        Step step = earlier.get(random.nextInt(earlier.size()));
        // Whichever way the service takes, the key is the same.
        return GATHERED.contains(step.kind()) && step.actor() == Actor.SERVICE && random.nextBoolean()
                ? step.by(Actor.GATHERED)
                : step;
    }

    /// An operation's key with another content.
    private Step keyReused() {
        List<Step> earlier = records.posted().stream()
                .filter(step -> step.kind() == Kind.SPEND || step.kind() == Kind.GRANT || step.kind() == Kind.TAKE)
                .toList();
        if (earlier.isEmpty()) {
            return spend(user());
        }
        Step step = earlier.get(random.nextInt(earlier.size())).seen(null);
        return switch (random.nextInt(3)) {
            case 0 -> step.withTokens(step.tokens() + 1);
            case 1 -> Step.of(Kind.GRANT, staff(), step.key(), step.user(), step.tokens() + 2);
            default -> Step.of(Kind.SPEND, Actor.SERVICE, step.key(), user(), step.tokens() + 3);
        };
    }

    private Step batch(long user) {
        List<Step> parts = new ArrayList<>();
        int size = 2 + random.nextInt(5);
        while (parts.size() < size) {
            long whose = random.nextInt(3) == 0 ? user : user();
            Step part = random.nextInt(5) == 0 ? moneyBack(whose) : spend(whose);
            parts.add(part);
            if (random.nextInt(6) == 0) {
                parts.add(part);
            }
        }
        return Step.batch(parts);
    }

    /// What somebody's role does not allow.
    private Step forbidden(long user) {
        return switch (random.nextInt(4)) {
            case 0 -> spend(user).by(staff());
            case 1 -> Step.of(Kind.GRANT, Actor.SERVICE, key(), user, tokens());
            case 2 -> Step.of(Kind.GRANT, Actor.PRODUCT, key(), user, tokens());
            default -> credit(user).by(staff());
        };
    }

    private long user() {
        return users.get(random.nextInt(users.size()));
    }

    private Actor staff() {
        return STAFF[random.nextInt(STAFF.length)];
    }

    private long tokens() {
        return 1L + random.nextInt(12);
    }

    private String key() {
        return prefix + "-" + ++keys;
    }
}
