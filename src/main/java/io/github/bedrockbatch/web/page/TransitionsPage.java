package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.web.Fleet;
import io.github.bedrockbatch.web.query.EntryCursor;
import io.github.bedrockbatch.web.query.JobFilter;
import io.github.bedrockbatch.web.query.Page;
import io.github.bedrockbatch.web.query.PageRequest;
import io.github.bedrockbatch.web.query.Parameters;
import io.github.bedrockbatch.web.query.TransitionFilter;
import io.github.bedrockbatch.web.query.TransitionListing;
import java.util.List;
import java.util.stream.Stream;

/**
 * The page of transitions.
 *
 * @param jobIds of the jobs that are asked for; none for all
 */
public record TransitionsPage(
        Frame frame,
        List<TransitionLine> transitions,
        List<Choice> statuses,
        List<Choice> accounts,
        List<Choice> regions,
        List<String> jobIds,
        Paging paging) {
    public TransitionsPage {
        transitions = List.copyOf(transitions);
        statuses = List.copyOf(statuses);
        accounts = List.copyOf(accounts);
        regions = List.copyOf(regions);
        jobIds = List.copyOf(jobIds);
    }

    /**
     * Makes the page that is asked for.
     *
     * @param journal may throw what a store throws
     * @throws io.github.bedrockbatch.web.query.BadParameterException if a parameter is not allowed
     */
    static TransitionsPage of(
            Frame frame, Fleet fleet, TransitionListing journal, Parameters parameters, QueryString query) {
        TransitionFilter filter = TransitionFilter.of(parameters);
        PageRequest<EntryCursor> request = Paging.request(PageRequest.ofTransitions(parameters));
        Page<JournalEntry> page = journal.page(filter, fleet.jobs().keySet(), request);
        return new TransitionsPage(
                frame,
                page.items().stream().flatMap(entry -> line(entry, fleet)).toList(),
                Choice.all(JobFilter.STATUSES, filter.to()),
                Choice.accounts(fleet, filter.accountIds()),
                Choice.regions(fleet, filter.regions()),
                filter.jobIds().stream().sorted().toList(),
                Paging.of(query, request, page, !filter.equals(TransitionFilter.ALL)));
    }

    private static Stream<TransitionLine> line(JournalEntry entry, Fleet fleet) {
        return entry.event() instanceof Transitioned(Transition transition)
                ? Stream.of(TransitionLine.of(
                        transition,
                        AccountName.of(entry.target().accountId(), fleet.accountNames()),
                        fleet.messages(),
                        fleet.time()))
                : Stream.empty();
    }
}
