package com.arzani.tokens.payments.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/// What is to happen to the webhooks of the next events; for trying out how the product bears it. An event that nothing
/// is planned for is sent once, at once.
final class WebhookPlan {
    private final Deque<Planned> next = new ArrayDeque<>();
    private boolean holding;

    /// @param state `waiting` to be sent, `held` until released, `lost` for good
    record Course(String state, int copies, Duration delay) {
        static final Course USUAL = new Course("waiting", 1, Duration.ZERO);
        static final Course LOST = new Course("lost", 1, Duration.ZERO);
    }

    private record Planned(Predicate<String> type, Course course) {}

    synchronized void add(int times, Predicate<String> type, Course course) {
        for (int i = 0; i < times; i++) {
            next.add(new Planned(type, course));
        }
    }

    synchronized void hold(boolean hold) {
        holding = hold;
    }

    /// The course of an event's posting; what was planned is used up, the oldest plan that fits first.
    synchronized Course next(String type) {
        for (Planned planned : next) {
            if (planned.type().test(type)) {
                next.remove(planned);
                return planned.course();
            }
        }
        return holding ? new Course("held", 1, Duration.ZERO) : Course.USUAL;
    }
}
