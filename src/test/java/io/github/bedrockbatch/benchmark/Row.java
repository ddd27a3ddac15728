package io.github.bedrockbatch.benchmark;

import java.util.Locale;

/**
 * A row of the table.
 *
 * @param beside what ours is measured against
 * @param ratio ours to that
 * @param spread the least and the most of ours
 * @param met whether the goal is: yes, no, or a dash where there is none
 */
record Row(String figure, String ours, String beside, String ratio, String spread, String goal, String met) {
    private static final String NONE = "–";
    static final String HEAD =
            "| figure | ours | beside | ratio | min–max | goal | met |\n| --- | --: | --: | --: | --: | --: | --- |";

    /** Makes a row of ours beside another's, whose ratio is to be at most so much. */
    static Row ratio(String figure, Values ours, String peer, Values other, double goal) {
        double ratio = ours.median() / other.median();
        return new Row(
                figure,
                ours.toString(),
                other + ": " + peer + " (" + other.spread() + ")",
                fraction(ratio),
                ours.spread(),
                "≤ " + fraction(goal) + " ×",
                word(ratio <= goal));
    }

    /** Makes a row of a figure whose median is to be at most so much. */
    static Row atMost(String figure, Values ours, double goal) {
        return judged(figure, ours, "≤ " + Values.number(goal), ours.median() <= goal);
    }

    /** Makes a row of a figure that is judged by more than its median. */
    static Row judged(String figure, Values ours, String goal, boolean met) {
        return new Row(figure, ours.toString(), NONE, NONE, ours.spread(), goal, word(met));
    }

    /** Makes a row in words. */
    static Row told(String figure, String ours, String goal, boolean met) {
        return new Row(figure, ours, NONE, NONE, NONE, goal, word(met));
    }

    /** Makes a row without a goal. */
    static Row plain(String figure, Values ours) {
        return new Row(figure, ours.toString(), NONE, NONE, ours.spread(), NONE, NONE);
    }

    /** Makes a row of ours beside another's without a goal. */
    static Row beside(String figure, Values ours, String peer, Values other) {
        Row row = ratio(figure, ours, peer, other, 0);
        return new Row(row.figure, row.ours, row.beside, row.ratio, row.spread, NONE, NONE);
    }

    /** Returns this row with a goal. */
    Row judged(String newGoal, boolean isMet) {
        return new Row(figure, ours, beside, ratio, spread, newGoal, word(isMet));
    }

    /** Makes the row of what could not be measured, with the reason. */
    static Row missing(String figure, String reason) {
        return new Row(figure, "not measured: " + reason, NONE, NONE, NONE, NONE, word(false));
    }

    /** Returns whether the row has a goal that was not reached, or could not be measured. */
    boolean isMissed() {
        return met.equals(word(false));
    }

    @Override
    public String toString() {
        return "| " + String.join(" | ", figure, ours, beside, ratio, spread, goal, met) + " |";
    }

    static String fraction(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    static String word(boolean met) {
        return met ? "yes" : "**no**";
    }
}
