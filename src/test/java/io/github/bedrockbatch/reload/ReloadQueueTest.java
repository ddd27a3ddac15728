package io.github.bedrockbatch.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Reloads run one at a time, and nobody is content with one that began before he asked. */
final class ReloadQueueTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch firstBegan = new CountDownLatch(1);
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final ReloadQueue<String> queue = new ReloadQueue<>(this::work);

    private String work(String trigger) {
        begun.add(trigger);
        if (begun.size() == 1) {
            firstBegan.countDown();
            awaitLatch(firstMayEnd);
        }
        return "reload " + begun.size();
    }

    @Test
    void callersWhoWaitShareOneReloadThatBeginsAfterThem() throws InterruptedException {
        Thread first = caller("a");
        awaitLatch(firstBegan);
        Thread second = caller("b");
        awaitWaiting(second);
        Thread third = caller("c");
        awaitWaiting(third);
        assertThat(begun).containsExactly("a");

        firstMayEnd.countDown();
        for (Thread caller : List.of(first, second, third)) {
            assertThat(caller.join(PATIENCE)).isTrue();
        }

        assertThat(begun).containsExactly("a", "b");
        assertThat(answers).containsExactlyInAnyOrder("a: reload 1", "b: reload 2", "c: reload 2");
    }

    @Test
    void eachCallerWhoIsAloneGetsAReload() {
        firstMayEnd.countDown();
        assertThat(queue.await("a")).isEqualTo("reload 1");
        assertThat(queue.await("b")).isEqualTo("reload 2");
    }

    @Test
    void anErrorIsToldAndHoldsUpNobody() {
        ReloadQueue<String> broken = new ReloadQueue<>(trigger -> {
            if (begun.isEmpty()) {
                begun.add(trigger);
                throw new StackOverflowError();
            }
            return "fine";
        });
        assertThatThrownBy(() -> broken.await("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(StackOverflowError.class);
        assertThat(broken.await("b")).isEqualTo("fine");
    }

    private Thread caller(String name) {
        return Thread.ofPlatform().name(name).start(() -> answers.add(name + ": " + queue.await(name)));
    }

    private static void awaitWaiting(Thread thread) {
        await(thread.getName()).atMost(PATIENCE).until(() -> thread.getState() == Thread.State.WAITING);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
