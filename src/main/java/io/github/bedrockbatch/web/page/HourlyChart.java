package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.view.HourlyTransitions;
import io.github.bedrockbatch.web.page.HourlyBar.Counts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The transitions of this hour and the 23 before it, oldest first.
 *
 * @param top the greatest number on the axis
 */
public record HourlyChart(List<HourlyBar> bars, Counts sum, long top) {
    /** The height of the chart. */
    public static final int HEIGHT = 1000;

    /** From bar to bar. */
    public static final int STEP = 100;

    private static final int HOURS = 24;
    private static final int LABEL_EVERY = 6;
    /** The numbers that are good to read at the top of an axis, half of which are whole. */
    private static final List<Integer> ROUND = List.of(2, 4, 6, 10, 20);

    private static final Set<String> BAD =
            Set.of(Known.FAILED.label(), Known.EXPIRED.label(), Known.PARTIALLY_COMPLETED.label());

    public HourlyChart {
        bars = List.copyOf(bars);
    }

    /** Returns the chart of those targets that are shown. */
    static HourlyChart of(HourlyTransitions transitions, Predicate<Target> isShown, Instant now) {
        List<Instant> hours = hours(now);
        List<Counts> counts = hours.stream()
                .map(hour -> counts(transitions.byHour().getOrDefault(hour, Map.of()), isShown))
                .toList();
        long top = top(counts.stream().mapToLong(Counts::all).max().orElse(0));
        List<HourlyBar> bars = IntStream.range(0, hours.size())
                .mapToObj(index -> HourlyBar.of(
                        hours.get(index).toString(),
                        hours.get(index).toString().substring("2026-11-20T".length(), "2026-11-20T12:00".length()),
                        index % LABEL_EVERY == 0,
                        counts.get(index),
                        index * STEP,
                        top))
                .toList();
        return new HourlyChart(bars, counts.stream().reduce(Counts.NONE, Counts::plus), top);
    }

    /** Returns the beginnings of the hours, oldest first. */
    static List<Instant> hours(Instant now) {
        Instant last = now.truncatedTo(ChronoUnit.HOURS);
        return IntStream.rangeClosed(1, HOURS)
                .mapToObj(index -> last.minus(Duration.ofHours(HOURS - index)))
                .toList();
    }

    private static Counts counts(Map<HourlyTransitions.Key, Long> hour, Predicate<Target> isShown) {
        return hour.entrySet().stream()
                .filter(entry -> isShown.test(entry.getKey().target()))
                .map(entry -> counts(entry.getKey().to(), entry.getValue()))
                .reduce(Counts.NONE, Counts::plus);
    }

    private static Counts counts(String to, long count) {
        if (BAD.contains(to)) {
            return new Counts(0, count, 0);
        }
        return to.equals(Known.COMPLETED.label()) ? new Counts(count, 0, 0) : new Counts(0, 0, count);
    }

    /** Returns the least round number that is not below another. */
    private static long top(long max) {
        long scale = 1;
        while (ROUND.getLast() * scale < max) {
            scale *= 10;
        }
        long factor = scale;
        return ROUND.stream()
                .mapToLong(round -> round * factor)
                .filter(round -> round >= max)
                .min()
                .orElse(max);
    }

    /** Returns the width of the chart. */
    public int width() {
        return bars.size() * STEP;
    }

    /** Returns a number of the axis. */
    public String topText() {
        return Phrases.number(top);
    }

    /** Returns a number of the axis. */
    public String halfText() {
        return Phrases.number(top / 2);
    }

    /** Returns how many transitions led to Completed. */
    public String goodText() {
        return Phrases.number(sum.good());
    }

    /** Returns how many transitions led to Failed, Expired or PartiallyCompleted. */
    public String badText() {
        return Phrases.number(sum.bad());
    }

    /** Returns how many other transitions there were. */
    public String otherText() {
        return Phrases.number(sum.other());
    }

    /** Returns the chart in words. */
    public String words() {
        return Phrases.number(sum.good()) + " completed, " + Phrases.number(sum.bad())
                + " failed, expired or partially completed, " + Phrases.number(sum.other()) + " other transitions";
    }
}
