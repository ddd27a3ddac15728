package io.github.bedrockbatch.web.page;

/**
 * The transitions of an hour, as a bar of a chart and as a row of a table.
 *
 * @param machine when the hour began, for programs
 * @param hour the same for people, such as {@code 14:00}
 * @param labelled whether the axis of the chart tells the hour
 * @param x where the bar begins
 * @param goodY where its parts begin, from the top of the chart
 */
public record HourlyBar(
        String machine,
        String hour,
        boolean labelled,
        Counts counts,
        int x,
        int badY,
        int badHeight,
        int goodY,
        int goodHeight,
        int otherY,
        int otherHeight) {
    /** What went wrong can be seen, however much else there is. */
    private static final int MIN_BAD = 20;

    /**
     * Transitions by where they lead.
     *
     * @param good to Completed
     * @param bad to Failed, Expired or PartiallyCompleted
     */
    public record Counts(long good, long bad, long other) {
        static final Counts NONE = new Counts(0, 0, 0);

        Counts plus(Counts more) {
            return new Counts(good + more.good, bad + more.bad, other + more.other);
        }

        long all() {
            return good + bad + other;
        }
    }

    /** Stacks the parts, the bad ones at the bottom. */
    static HourlyBar of(String machine, String hour, boolean labelled, Counts counts, int x, long top) {
        int bad = counts.bad() == 0 ? 0 : Math.max(MIN_BAD, height(counts.bad(), top));
        int good = Math.max(bad, height(counts.bad() + counts.good(), top));
        int all = Math.max(good, height(counts.all(), top));
        return new HourlyBar(
                machine,
                hour,
                labelled,
                counts,
                x,
                HourlyChart.HEIGHT - bad,
                bad,
                HourlyChart.HEIGHT - good,
                good - bad,
                HourlyChart.HEIGHT - all,
                all - good);
    }

    private static int height(long count, long top) {
        return (int) Math.round((double) HourlyChart.HEIGHT * count / top);
    }

    /** Returns the counts in words. */
    public String words() {
        return hour + " UTC: " + Phrases.number(counts.good()) + " completed, " + Phrases.number(counts.bad())
                + " failed, expired or partial, " + Phrases.number(counts.other()) + " other";
    }
}
