package io.github.bedrockbatch.view;

import static io.github.bedrockbatch.testing.JobRows.SUBMIT;
import static io.github.bedrockbatch.testing.JobRows.TARGET;
import static io.github.bedrockbatch.testing.JobRows.arn;
import static io.github.bedrockbatch.testing.JobRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.job.TransitionKind;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.testing.FakeWatching;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JobsViewTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant NOW = SUBMIT.plusSeconds(100);
    private static final Target OTHER = new Target(TARGET.accountId(), "us-west-2");
    private static final Total.Key KEY = new Total.Key(Total.TRANSITIONS, TARGET, "", "Submitted", "Failed");
    private static final Watching WATCHED = new FakeWatching(Set.of(TARGET), Set.of());

    private final ViewRules rules = new ViewRules(HOUR, 10);

    @Test
    void holdsWhatChangedAndSharesTheRest() {
        JobsView first = view(new Changes(
                1, 4, List.of(row("a", "InProgress", MINUTE)), List.of(), Map.of(), Map.of(KEY, 1L), Set.of()));
        JobsView second = first.advancedBy(changes(2, Map.of(OTHER, NOW, TARGET, NOW)), rules, NOW);

        assertThat(second.head()).isEqualTo(2);
        assertThat(second.lastEntry()).isEqualTo(4);
        assertThat(second.target(OTHER).lastSuccess()).isEqualTo(NOW);
        assertThat(second.target(TARGET).lastSuccess()).isEqualTo(NOW);
        assertThat(second.target(TARGET).jobs()).isSameAs(first.target(TARGET).jobs());
        assertThat(second.target(TARGET).totals()).isSameAs(first.target(TARGET).totals());
        assertThat(first.target(TARGET).lastSuccess()).isNull();
        assertThat(first.target(OTHER)).isSameAs(TargetView.EMPTY);
    }

    @Test
    void handsOutNothingThatCanBeChanged() {
        TrackedJob row = row("a", "InProgress", MINUTE);
        Transition transition = new Transition(
                row.job().snapshot(), Known.SUBMITTED, Known.IN_PROGRESS, TransitionKind.SKIPPED, SUBMIT, SUBMIT, NOW);
        JobsView view = view(new Changes(
                        1,
                        1,
                        List.of(row),
                        List.of(new LookupStatus(arn("a"), false, null, null)),
                        Map.of(TARGET, NOW),
                        Map.of(KEY, 1L),
                        Set.of(new Total.Key(Total.TRANSITIONS, TARGET, "", "Submitted", "Stopped"))))
                .withEntries(List.of(new JournalEntry(1, new Transitioned(transition))), NOW);
        TargetView target = view.target(TARGET);
        JobsView.Shown shown = view.shown(WATCHED, rules, NOW);

        assertThat(Stream.of(
                        view.targets(),
                        target.jobs().byId(),
                        target.jobs().statuses(),
                        target.jobs().runningByModel(),
                        target.jobs().runningByModel().values().iterator().next(),
                        target.lookups(),
                        target.totals(),
                        shown.jobs(),
                        view.transitions().byHour(),
                        view.transitions().byHour().values().iterator().next()))
                .allSatisfy(map -> assertThat(map).isNotEmpty())
                .allSatisfy(map -> assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class));
        assertThat(Stream.<Collection<?>>of(
                        target.badTotals(), target.jobs().rows(), target.jobs().models()))
                .allSatisfy(held -> assertThat(held).isNotEmpty())
                .allSatisfy(held -> assertThatThrownBy(held::clear).isInstanceOf(UnsupportedOperationException.class));
    }

    @Test
    void holdsTheNewestRowAndLookupOfAJob() {
        LookupStatus failed = new LookupStatus(arn("a"), false, null, null);
        JobsView view = view(jobs(1, row("a", "Validating", MINUTE)))
                .advancedBy(
                        new Changes(
                                2,
                                0,
                                List.of(row("a", "InProgress", MINUTE)),
                                List.of(failed),
                                Map.of(),
                                Map.of(),
                                Set.of()),
                        rules,
                        NOW);

        assertThat(view.target(TARGET).jobs().byId()).containsOnlyKeys("a");
        assertThat(view.target(TARGET).jobs().rows())
                .extracting(row -> row.job().status().word())
                .containsExactly("InProgress");
        assertThat(view.target(TARGET).lookups()).containsExactly(Map.entry("a", failed));
    }

    @Test
    void aTotalThatCannotBeTrueIsHiddenUntilItHasBegunAnew() {
        JobsView good = view(totals(1, Map.of(KEY, 5L), Set.of()));
        JobsView bad = good.advancedBy(totals(2, Map.of(), Set.of(KEY)), rules, NOW);
        JobsView anew = bad.advancedBy(totals(3, Map.of(KEY, 1L), Set.of()), rules, NOW);

        assertThat(good.target(TARGET).totals()).containsEntry(KEY, 5L);
        assertThat(bad.target(TARGET).totals()).isEmpty();
        assertThat(bad.target(TARGET).badTotals()).containsExactly(KEY);
        assertThat(anew.target(TARGET).totals()).containsEntry(KEY, 1L);
        assertThat(anew.target(TARGET).badTotals()).isEmpty();
    }

    /** A finished job was seen five seconds after its end, a minute after its submission. */
    @ParameterizedTest
    @CsvSource({"3664, true", "3665, false"})
    void aFinishedJobIsShownForItsRetention(int secondsAfterSubmit, boolean shown) {
        JobsView view = view(jobs(1, row("a", "Failed", MINUTE)));
        Instant then = SUBMIT.plusSeconds(secondsAfterSubmit);

        assertThat(shown(view, then)).isEqualTo(shown ? List.of("a") : List.of());
    }

    @Test
    void forgetsWhatIsOverWithTheNextChangeOfItsTarget() {
        LookupStatus lookup = new LookupStatus(arn("a"), true, null, null);
        JobsView view = view(new Changes(
                1,
                0,
                List.of(row("a", "Failed", MINUTE), row("b", "InProgress", MINUTE)),
                List.of(lookup),
                Map.of(),
                Map.of(),
                Set.of()));
        Instant later = NOW.plus(HOUR);

        assertThat(view.advancedBy(changes(2, Map.of(OTHER, later)), rules, later)
                        .target(TARGET)
                        .jobs()
                        .byId())
                .containsOnlyKeys("a", "b");
        TargetView touched =
                view.advancedBy(changes(2, Map.of(TARGET, later)), rules, later).target(TARGET);
        assertThat(touched.jobs().byId()).containsOnlyKeys("b");
        assertThat(touched.lookups()).isEmpty();
        assertThat(touched.jobs().nextExpiry()).isNull();
    }

    @Test
    void dropsWhatIsSurplusByTargetAndGivesNoPlaceToWhatIsNotWatched() {
        JobsView view = view(jobs(
                1,
                row("running", "InProgress", MINUTE),
                row("new-end", "Stopped", MINUTE),
                row("old-end", "Failed", Duration.ofSeconds(30)),
                row("word", "Pondering", Duration.ofSeconds(10)),
                row("strange", "Stopped", MINUTE.plusSeconds(1))));

        JobsView.Shown shown = view.shown(
                new FakeWatching(Set.of(TARGET), Set.of(), arn -> !arn.equals(arn("strange"))),
                new ViewRules(HOUR, 3),
                NOW);

        assertThat(ids(shown.jobs())).containsExactlyInAnyOrder("running", "word", "new-end");
        assertThat(shown.dropped()).containsExactly(Map.entry(TARGET, 1L));
        assertThat(view.shown(WATCHED, new ViewRules(HOUR, 5), NOW).dropped()).isEmpty();
        assertThat(ids(view.shown(WATCHED, new ViewRules(HOUR, 0), NOW).jobs())).containsExactly("running");
    }

    @Test
    void whatIsShownOfAnUnresolvedRegionIsWhatAViewHasOfIt() {
        JobsView view = view(changes(1, Map.of(TARGET, NOW, OTHER, NOW)));
        Target third = new Target(TARGET.accountId(), "eu-west-1");

        assertThat(new FakeWatching(Set.of(third), Set.of(TARGET.region())).shown(view))
                .containsExactlyInAnyOrder(third, TARGET);
        assertThat(new FakeWatching(Set.of(third), Set.of()).shown(view)).containsExactly(third);
    }

    @Test
    void ordersFinishedJobsByTheirEndAndUnknownWordsByTheirLastChange() {
        TrackedJob changedAgain = row("end-first", "Failed", Duration.ofSeconds(10));
        Job settled = changedAgain
                .job()
                .with(changedAgain.job().snapshot().toBuilder()
                        .lastModifiedTime(NOW)
                        .build());
        JobsView view = view(jobs(
                1,
                changedAgain.with(settled, null),
                row("end-later", "Failed", MINUTE),
                row("word-first", "Pondering", Duration.ofSeconds(10)),
                row("word-later", "Pondering", Duration.ofSeconds(20))));

        List<String> order = List.of("word-later", "word-first", "end-later", "end-first");
        for (int maxJobs = 0; maxJobs <= order.size(); maxJobs++) {
            JobsView.Shown shown = view.shown(WATCHED, new ViewRules(HOUR, maxJobs), NOW);
            assertThat(ids(shown.jobs())).containsExactlyInAnyOrderElementsOf(order.subList(0, maxJobs));
        }
    }

    @Test
    void aLineCountsNoLookupOfAJobThatIsNotWatched() {
        Changes lookups = new Changes(
                1,
                0,
                List.of(),
                List.of(new LookupStatus(arn("a"), false, null, null), new LookupStatus(arn("b"), false, null, null)),
                Map.of(),
                Map.of(),
                Set.of());
        Watching watching = new FakeWatching(Set.of(TARGET), Set.of(), arn("a")::equals);

        assertThat(TargetSummary.of(view(lookups), watching, rules, NOW))
                .containsExactly(new TargetSummary(TARGET, 0, 0, 1, null));
    }

    @Test
    void sumsUpEachTargetInALine() {
        JobsView view = view(new Changes(
                1,
                0,
                List.of(row("a", "InProgress", MINUTE), row("b", "Failed", MINUTE)),
                List.of(new LookupStatus(arn("c"), false, null, null), new LookupStatus(arn("a"), true, null, null)),
                Map.of(TARGET, NOW),
                Map.of(),
                Set.of()));

        assertThat(TargetSummary.of(view, new FakeWatching(Set.of(OTHER, TARGET), Set.of()), rules, NOW))
                .containsExactly(new TargetSummary(TARGET, 1, 1, 1, NOW), new TargetSummary(OTHER, 0, 0, 0, null));
    }

    @Test
    void aJobThatWasGivenUpIsNeitherActiveNorFinished() {
        TrackedJob running = row("a", "InProgress", MINUTE);
        JobsView view = view(jobs(1, running.with(running.job().givenUp(NOW), null)));

        assertThat(TargetSummary.of(view, WATCHED, rules, NOW))
                .containsExactly(new TargetSummary(TARGET, 0, 0, 0, null));
    }

    @Test
    void aRegionWhoseAccountIsNotKnownHasALineUnlessAFormerTargetHas() {
        JobsView view = view(changes(1, Map.of(OTHER, NOW)));

        assertThat(TargetSummary.of(
                        view, new FakeWatching(Set.of(TARGET), Set.of("eu-west-1", "us-west-2")), rules, NOW))
                .containsExactly(
                        new TargetSummary(TARGET, 0, 0, 0, null),
                        new TargetSummary(OTHER, 0, 0, 0, NOW),
                        new TargetSummary(new Target("unknown", "eu-west-1"), 0, 0, 0, null));
    }

    private JobsView view(Changes changes) {
        return JobsView.EMPTY.advancedBy(changes, rules, NOW);
    }

    private List<String> shown(JobsView view, Instant at) {
        return ids(view.shown(WATCHED, rules, at).jobs());
    }

    private static List<String> ids(Map<Target, TargetJobs> jobs) {
        return jobs.values().stream()
                .flatMap(own -> own.rows().stream())
                .map(row -> row.arn().jobId())
                .toList();
    }

    private static Changes jobs(long head, TrackedJob... rows) {
        return new Changes(head, 0, List.of(rows), List.of(), Map.of(), Map.of(), Set.of());
    }

    private static Changes totals(long head, Map<Total.Key, Long> totals, Set<Total.Key> bad) {
        return new Changes(head, 0, List.of(), List.of(), Map.of(), totals, bad);
    }

    private static Changes changes(long head, Map<Target, Instant> lastSuccess) {
        return new Changes(head, 4, List.of(), List.of(), lastSuccess, Map.of(), Set.of());
    }
}
