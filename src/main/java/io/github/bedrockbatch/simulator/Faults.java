package io.github.bedrockbatch.simulator;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** The rules by which requests go wrong, which may change while the simulator runs. Earlier rules come first. */
public final class Faults {
    private final Map<Long, Armed> rules = new TreeMap<>();
    private long lastId;

    /** A fault that befalls a request now, and what opens when its rule is taken away. */
    record Hit(Fault fault, CountDownLatch removed) {}

    Faults(List<FaultRule> initial) {
        initial.forEach(this::add);
    }

    /** Adds a rule behind the others and gives its number. */
    public synchronized long add(FaultRule rule) {
        rules.put(++lastId, new Armed(rule));
        return lastId;
    }

    /** Takes a rule away, and says whether it was there. Requests that hang because of it end. */
    public synchronized boolean remove(long id) {
        Armed armed = rules.remove(id);
        if (armed != null) {
            armed.removed.countDown();
        }
        return armed != null;
    }

    /** Takes all rules away. */
    public synchronized void clear() {
        List.copyOf(rules.keySet()).forEach(this::remove);
    }

    /** The rules by their numbers; those whose times are used up too. */
    public synchronized Map<Long, FaultRule> rules() {
        Map<Long, FaultRule> copy = new TreeMap<>();
        rules.forEach((id, armed) -> copy.put(id, armed.rule));
        return copy;
    }

    /** What befalls this request, in order. */
    synchronized List<Hit> hits(Operation operation, Caller caller) {
        return rules.values().stream()
                .filter(armed -> armed.rule.matches(operation, caller) && armed.fires())
                .map(armed -> new Hit(armed.rule.fault(), armed.removed))
                .toList();
    }

    /** A rule, and how often it has struck. */
    private static final class Armed {
        private final FaultRule rule;
        private final SplittableRandom random;
        private final CountDownLatch removed = new CountDownLatch(1);
        private long fired;

        Armed(FaultRule rule) {
            this.rule = rule;
            this.random = new SplittableRandom(rule.seed());
        }

        boolean fires() {
            boolean fires = fired < rule.times() && random.nextDouble() < rule.probability();
            if (fires) {
                fired++;
            }
            return fires;
        }
    }
}
