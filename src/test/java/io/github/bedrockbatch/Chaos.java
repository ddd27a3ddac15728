package io.github.bedrockbatch;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lets a mishap befall replicas every 5 to 20 seconds. One of them is always well. */
final class Chaos implements AutoCloseable {
    private static final int MIN_PAUSE_MILLIS = 5_000;
    private static final int MAX_PAUSE_MILLIS = 20_000;
    private static final int MIN_LENGTH_MILLIS = 1_000;
    private static final int MAX_LENGTH_MILLIS = 25_000;

    private final Replicas replicas;
    private final RestartableDatabase database;
    private final Random random;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final List<Future<?>> ends = new ArrayList<>();
    private final Set<ReplicaSlot> ailing = ConcurrentHashMap.newKeySet();

    private interface End {
        void happen() throws IOException, InterruptedException;
    }

    Chaos(Replicas replicas, RestartableDatabase database, Random random) {
        this.replicas = replicas;
        this.database = database;
        this.random = random;
    }

    /** Reigns for a time, and then lets all recover. */
    void reign(Duration length) throws Exception {
        Instant end = Instant.now().plus(length);
        while (Instant.now().isBefore(end)) {
            strike();
            pause(random.nextInt(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS));
            replicas.assertScraped();
        }
        for (Future<?> recovery : ends) {
            recovery.get();
        }
        replicas.awaitReady();
    }

    private void strike() throws IOException, InterruptedException, ExecutionException {
        List<ReplicaSlot> well = replicas.slots().stream()
                .filter(slot -> slot.isReady() && !ailing.contains(slot))
                .toList();
        int kind = random.nextInt(10);
        ReplicaSlot slot = well.get(random.nextInt(well.size()));
        int millis = random.nextInt(MIN_LENGTH_MILLIS, MAX_LENGTH_MILLIS);
        if (kind == 0 && well.size() == replicas.slots().size()) {
            restartDatabase();
        } else if (well.size() > 1) {
            ailing.add(slot);
            befall(slot, kind, millis);
        }
    }

    private void restartDatabase() throws IOException, InterruptedException {
        boolean crash = random.nextBoolean();
        tell("the database " + (crash ? "crashes" : "is restarted"));
        if (crash) {
            database.crash();
        } else {
            database.restart();
        }
        replicas.mishap();
    }

    private void befall(ReplicaSlot slot, int kind, int millis) throws IOException, InterruptedException {
        if (kind < 5) {
            tell(slot + " is killed");
            replicas.kill(slot);
            recoverIn(millis / 5, slot, () -> replicas.start(slot));
        } else if (kind < 7) {
            tell(slot + " freezes for " + millis + " ms");
            replicas.freeze(slot);
            recoverIn(millis, slot, () -> replicas.thaw(slot));
        } else {
            boolean refuses = random.nextBoolean();
            tell(slot + (refuses ? " is refused a way to the database for " : " hears nothing of the database for ")
                    + millis + " ms");
            if (refuses) {
                slot.network().refuse();
            } else {
                slot.network().swallow();
            }
            replicas.mishap();
            recoverIn(millis, slot, slot.network()::heal);
        }
    }

    private void recoverIn(int millis, ReplicaSlot slot, End end) {
        ends.add(executor.schedule(
                () -> {
                    end.happen();
                    replicas.mishap();
                    return ailing.remove(slot);
                },
                millis,
                TimeUnit.MILLISECONDS));
    }

    private static void tell(String what) {
        System.out.println(Instant.now() + ": " + what);
    }

    private static void pause(int millis) {
        Instant end = Instant.now().plusMillis(millis);
        await("the next mishap")
                .atMost(Duration.ofMillis(2L * MAX_PAUSE_MILLIS))
                .until(() -> Instant.now().isAfter(end));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
