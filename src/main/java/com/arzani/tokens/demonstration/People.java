package com.arzani.tokens.demonstration;

/// The users: when they joined, what plan they have, how active they are, what is left of this month's free contact.
final class People {
    private static final String[] PLANS = {"free", "free", "free", "free", "free", "free", "free", "plus", "plus", "pro"
    };
    private static final String[] DOMAINS = {"example.com", "example.org", "example.net"};
    private static final int FLATTENING = 20;
    private static final long SETTLE_IN = 10 * Times.MINUTE;

    private final int count;
    private final long[] joined;
    private final int[] freeMonth;
    private final long[] freeReset;
    private final Popularity active;
    private final Draws draws;
    private int present;

    /// A quarter of the users was there before the first entry.
    People(int count, long start, long end, Draws draws) {
        this.count = count;
        this.draws = draws;
        this.joined = new long[count + 1];
        this.freeMonth = new int[count + 1];
        this.freeReset = new long[count + 1];
        this.active = new Popularity(count, FLATTENING, draws);
        int before = Math.max(1, count / 4);
        long earlier = 300 * Times.DAY;
        for (int id = 1; id <= count; id++) {
            boolean first = id <= before;
            long step = first ? earlier / before : (end - start - Times.HOUR) / (count - before);
            long from = first ? start - earlier + (id - 1) * step : start + (id - before - 1) * step;
            joined[id] = from + draws.below(Math.max(1, step));
            freeReset[id] = joined[id];
        }
    }

    int count() {
        return count;
    }

    /// The next user who has joined by a moment, or 0 when all of them were given already.
    int nextJoined(long moment) {
        return present < count && joined[present + 1] + SETTLE_IN <= moment ? ++present : 0;
    }

    long joinedAt(int id) {
        return joined[id];
    }

    /// An active user among those present; the first user always is.
    int pick() {
        return 1 + active.pick(Math.max(1, present), draws);
    }

    /// Any user present, each as likely as the other.
    int any() {
        return 1 + draws.below(Math.max(1, present));
    }

    String plan(int id) {
        return PLANS[Math.floorMod(mix(id, 1), PLANS.length)];
    }

    String tier(int id) {
        int at = Math.floorMod(mix(id, 2), 100);
        return at < 82 ? "basic" : at < 96 ? "premium" : "enterprise";
    }

    /// Whether this month's free contact is unused, if the plan has one.
    boolean hasFreeContact(int id, long moment) {
        return plan(id).equals("free") && freeMonth[id] != Times.month(moment);
    }

    /// Takes this month's free contact, if the plan has one and it is unused (T5: months of UTC).
    boolean takeFreeContact(int id, long moment) {
        int month = Times.month(moment);
        if (!plan(id).equals("free") || freeMonth[id] == month) {
            return false;
        }
        freeMonth[id] = month;
        freeReset[id] = moment;
        return true;
    }

    String firstName(int id) {
        return awkward(id) ? AwkwardNames.PEOPLE[awkwardIndex(id)][0] : word(Words.FIRST_NAMES, id, 3);
    }

    String lastName(int id) {
        return awkward(id) ? AwkwardNames.PEOPLE[awkwardIndex(id)][1] : word(Words.LAST_NAMES, id, 4);
    }

    String email(int id) {
        String name = awkward(id)
                ? "customer"
                : (ascii(firstName(id)) + "." + ascii(lastName(id))).toLowerCase(java.util.Locale.ROOT);
        return name + "." + id + "@" + DOMAINS[Math.floorMod(mix(id, 5), DOMAINS.length)];
    }

    /// A number of the range that is kept for fiction.
    String phone(int id) {
        return "+44 7700 900" + (100 + Math.floorMod(mix(id, 6), 900));
    }

    void write(Rows rows, LedgerModel ledger) {
        for (int id = 1; id <= count; id++) {
            rows.into(Table.USERS)
                    .number(id)
                    .text(email(id))
                    .text(phone(id))
                    .text(firstName(id))
                    .text(lastName(id))
                    .text(plan(id))
                    .time(joined[id])
                    .number(ledger.balance(id))
                    .number(freeMonth[id] == 0 ? 0 : 1)
                    .time(freeReset[id])
                    .text(tier(id))
                    .end();
            if (id % 20_000 == 0) {
                rows.passOn();
            }
        }
    }

    private boolean awkward(int id) {
        return id % Math.max(7, count / AwkwardNames.PEOPLE.length) == 5
                && awkwardIndex(id) < AwkwardNames.PEOPLE.length;
    }

    private int awkwardIndex(int id) {
        return id / Math.max(7, count / AwkwardNames.PEOPLE.length);
    }

    private static String word(String[] words, int id, int salt) {
        return words[Math.floorMod(mix(id, salt), words.length)];
    }

    private static String ascii(String name) {
        return java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFD)
                .replaceAll("[^A-Za-z]", "");
    }

    /// Scatters ids, so that neighbours have nothing in common.
    static int mix(int id, int salt) {
        long mixed = (id * 31L + salt) * 0x9E37_79B9_7F4A_7C15L;
        mixed ^= mixed >>> 32;
        mixed *= 0xD6E8_FEB8_6659_FD93L;
        return (int) (mixed >>> 33);
    }
}
