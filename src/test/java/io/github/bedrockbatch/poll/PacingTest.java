package io.github.bedrockbatch.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.journal.PollIntervals.Activity;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the interval of a target changes. */
final class PacingTest {
    private static final PollIntervals INTERVALS =
            new PollIntervals(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(2), Activity.BASE);

    /** Each letter is what one poll sees, and what is in force after it: Base, Active or Idle. */
    @ParameterizedTest
    @CsvSource({
        "BBB,          BBB",
        "A,            A",
        "BABBBBB,      BAAAAAB",
        "BAIIIII,      BAAAAAI",
        "ABBBBABBBBB,  AAAAAAAAAAB",
        "IIIII,        BBBBI",
        "IIIIIB,       BBBBIB",
        "IIIIIAIIIIII, BBBBIAAAAAII",
        "IIBII,        BBBBB",
        "IIBIIIII,     BBBBBBBI",
    })
    void shorterAtOnceAndLongerAfterFivePolls(String seen, String inForce) {
        assertThat(polled(INTERVALS, seen)).isEqualTo(inForce);
    }

    @Test
    void whatTheJobsDoIsKnownWhereItMakesNoDifference() {
        PollIntervals same = PollIntervals.of(Duration.ofSeconds(30));

        assertThat(polled(same, "AAIIIIIIIBB")).isEqualTo("AAIIIIIIIBB");
    }

    @Test
    void anActiveIntervalThatIsLongerIsReachedSlowlyToo() {
        PollIntervals odd =
                new PollIntervals(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofSeconds(5), Activity.BASE);

        assertThat(polled(odd, "IAAAAAB")).isEqualTo("IIIIIAB");
    }

    @Test
    void aHintWaitsAsLongAsTheLongestIntervalLetsOthersTake() {
        assertThat(INTERVALS.longest()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aGlimpseShortensAndNeverLengthens() {
        Pacing idle = new Pacing(INTERVALS.with(Activity.IDLE), 0);
        assertThat(idle.glimpsed(Activity.ACTIVE)).isEqualTo(new Pacing(INTERVALS.with(Activity.ACTIVE), 0));

        Pacing almost = new Pacing(INTERVALS.with(Activity.ACTIVE), Pacing.MAX_CALM_POLLS - 1);
        assertThat(almost.glimpsed(Activity.IDLE)).isEqualTo(almost);
        assertThat(almost.glimpsed(Activity.ACTIVE)).isEqualTo(almost);
    }

    private static String polled(PollIntervals intervals, String seen) {
        Pacing[] pacing = {new Pacing(intervals, 0)};
        return seen.chars()
                .mapToObj(letter -> {
                    pacing[0] = pacing[0].polled(activity(letter));
                    return pacing[0].intervals().activity().name().substring(0, 1);
                })
                .collect(Collectors.joining());
    }

    private static Activity activity(int letter) {
        return Arrays.stream(Activity.values())
                .filter(activity -> activity.name().charAt(0) == letter)
                .findFirst()
                .orElseThrow();
    }
}
