package io.github.bedrockbatch.journal;

import java.time.Duration;

/**
 * How a target is polled: what the next poll of it has to know, whichever process makes it.
 *
 * @param polls how many there were
 * @param sinceStart how long ago the last one began
 * @param pause from the start of the last one, in which none is to begin, as AWS denied it all; zero if AWS did not
 * @param listPause from the start of the last one, in which List is not to be asked, as AWS denied it; zero if AWS did not
 * @param calmPolls how many of the last polls, one after the other, saw jobs for which a longer interval would do
 */
public record Pace(long polls, Duration sinceStart, Duration pause, Duration listPause, int calmPolls) {
    /** Of a target that was never polled. */
    public static final Pace NONE = new Pace(0, Duration.ofDays(1), Duration.ZERO, Duration.ZERO, 0);

    /** Returns this pace when more time has passed. */
    public Pace after(Duration time) {
        return new Pace(polls, sinceStart.plus(time), pause, listPause, calmPolls);
    }

    /** Returns this pace without its pauses. */
    public Pace unpaused() {
        return new Pace(polls, sinceStart, Duration.ZERO, Duration.ZERO, calmPolls);
    }

    /** Returns whether no poll is to begin yet. */
    public boolean isPaused() {
        return lasts(pause);
    }

    /** Returns whether List is not to be asked yet. */
    public boolean isListPaused() {
        return lasts(listPause);
    }

    private boolean lasts(Duration fromStart) {
        return !fromStart.isZero() && fromStart.compareTo(sinceStart) > 0;
    }

    /** Returns how long List is not to be asked from now on. */
    public Duration listPauseLeft() {
        return isListPaused() ? listPause.minus(sinceStart) : Duration.ZERO;
    }
}
