package com.arzani.tokens.demonstration;

import java.util.Arrays;
import java.util.List;

/// Two years of a marketplace, day by day in the order of time.
final class History {
    private static final long FIRST_GUESS_PER_MILLE = 1_200;
    private static final int TRIES_MOST = 50;

    private final DemonstrationSize size;
    private final Scene scene;
    private final Rhythm rhythm;
    private final Contacts contacts;
    private final Promotion promotion;
    private final Sales sales;
    private final Staff staff;
    private final int welcomeEvery;
    private long operations;

    History(DemonstrationSize size, Scene scene, Rhythm rhythm, Sales sales) {
        this.size = size;
        this.scene = scene;
        this.rhythm = rhythm;
        this.sales = sales;
        this.contacts = new Contacts(scene, sales);
        this.promotion = new Promotion(scene, sales);
        this.staff = new Staff(scene);
        this.welcomeEvery = Math.clamp(10L * size.users() / Math.max(1, size.transactions()), 2, 1_000_000);
    }

    void run() {
        planFraud();
        for (int day = 0; day < rhythm.days(); day++) {
            long wanted =
                    rhythm.share(day, size.transactions()) - scene.ledger().entries();
            long[] moments = moments(day, wanted);
            for (long moment : moments) {
                operation(moment);
            }
        }
        topUp();
        scene.agenda().runUntil(scene.agenda().end());
        scene.rows().passOnIfFull();
    }

    long inquiries() {
        return contacts.inquiries();
    }

    List<Boost> lateBoosts() {
        return promotion.late();
    }

    long boosts() {
        return promotion.boosts();
    }

    /// As many moments as will bring the entries wanted, judged by the days before.
    private long[] moments(int day, long wanted) {
        long perMille =
                operations < 500 ? FIRST_GUESS_PER_MILLE : scene.ledger().entries() * 1_000 / operations;
        long count = Math.max(0, wanted) * 1_000 / Math.max(200, perMille);
        long[] moments = new long[Math.toIntExact(count)];
        for (int i = 0; i < moments.length; i++) {
            moments[i] = rhythm.momentIn(day, scene.draws());
        }
        Arrays.sort(moments);
        return moments;
    }

    private void operation(long moment) {
        operations++;
        for (int user = scene.people().nextJoined(moment);
                user != 0;
                user = scene.people().nextJoined(moment)) {
            if (user % welcomeEvery == 0 && scene.people().joinedAt(user) >= rhythm.startOf(0)) {
                promotion.welcome(user, moment);
            }
        }
        scene.agenda().runUntil(moment);
        int of = scene.draws().below(1_000);
        if (of < 790) {
            contacts.contact(moment);
        } else if (of < 890) {
            promotion.boost(moment);
        } else if (of < 960) {
            promotion.unlock(moment);
        } else if (of < 974) {
            sales.buy(scene.people().pick(), moment);
        } else if (of < 986) {
            staff.adjust(moment);
        } else {
            promotion.give(moment);
        }
        scene.rows().passOnIfFull();
    }

    /// What the last day's guess was short of, in the time that is left.
    private void topUp() {
        long end = scene.agenda().end();
        for (int tries = 0; scene.ledger().entries() < size.transactions() && tries < TRIES_MOST; tries++) {
            long missing = size.transactions() - scene.ledger().entries();
            long step = Math.max(1, (end - scene.ledger().clock()) / (missing + 1));
            long moment = scene.ledger().clock();
            for (long i = 0; i < missing && moment + step < end; i++) {
                moment = Math.max(moment, scene.ledger().clock()) + step;
                operation(Math.min(moment, end));
            }
        }
    }

    private void planFraud() {
        int suspects = Math.min(40, 3 + size.users() / 800);
        long span = scene.agenda().end() - rhythm.startOf(0);
        for (int i = 0; i < suspects && size.transactions() >= 1_000; i++) {
            // The last one is a matter of yesterday.
            long moment = i == 0
                    ? scene.agenda().end() - 26 * Times.HOUR
                    : rhythm.startOf(0) + span / 4 + span * i / (suspects + 1) * 3 / 4;
            int userId = 1 + scene.draws().below(Math.max(1, size.users() / 4));
            sales.burst(userId, moment, i > 0);
            staff.confiscate(userId, moment + 3 * Times.DAY);
        }
    }
}
