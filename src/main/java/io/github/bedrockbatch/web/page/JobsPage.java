package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.web.Fleet;
import io.github.bedrockbatch.web.query.JobCursor;
import io.github.bedrockbatch.web.query.JobFilter;
import io.github.bedrockbatch.web.query.JobListing;
import io.github.bedrockbatch.web.query.Page;
import io.github.bedrockbatch.web.query.PageRequest;
import io.github.bedrockbatch.web.query.Parameters;
import io.github.bedrockbatch.web.query.RefreshInterval;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The page of jobs.
 *
 * @param count how many jobs match
 * @param name the part of a name that is asked for; empty for any
 * @param first a link to the first page; null on it
 * @param next a link to the next page; null on the last
 * @param clear a link without a filter; null where there is none
 */
public record JobsPage(
        Frame frame,
        String count,
        List<JobLine> jobs,
        List<Choice> statuses,
        List<Choice> accounts,
        List<Choice> regions,
        List<Choice> models,
        String name,
        @Nullable String first,
        @Nullable String next,
        @Nullable String clear) {
    /** How many jobs a page has. */
    static final int ROWS = 50;

    private static final String CURSOR = "cursor";

    public JobsPage {
        jobs = List.copyOf(jobs);
        statuses = List.copyOf(statuses);
        accounts = List.copyOf(accounts);
        regions = List.copyOf(regions);
        models = List.copyOf(models);
    }

    /**
     * Makes the page that is asked for.
     *
     * @throws io.github.bedrockbatch.web.query.BadParameterException if a parameter is not allowed
     */
    static JobsPage of(Frame frame, Fleet fleet, Parameters parameters, QueryString query) {
        String name = parameters.one("name").orElse("");
        JobFilter filter = JobFilter.of(parameters);
        PageRequest<JobCursor> request =
                new PageRequest<>(ROWS, PageRequest.ofJobs(parameters).after());
        Page<TrackedJob> page = JobListing.page(fleet.jobs(), filter, request);
        QueryString unpaged = query.without(CURSOR);
        Set<String> models = new HashSet<>();
        fleet.jobs().values().forEach(own -> own.models().forEach(id -> models.add(JobSnapshot.model(id))));
        return new JobsPage(
                frame,
                Phrases.number(JobListing.count(fleet.jobs(), filter), "job"),
                page.items().stream().map(row -> line(row, fleet)).toList(),
                Choice.all(JobFilter.STATUSES, filter.statuses()),
                Choice.accounts(fleet, filter.accountIds()),
                Choice.regions(fleet, filter.regions()),
                Choice.among(models, filter.modelIds()),
                name,
                request.after() == null ? null : unpaged.link(),
                page.nextCursor()
                        .map(cursor -> unpaged.with(CURSOR, cursor).link())
                        .orElse(null),
                filter.equals(JobFilter.ALL)
                        ? null
                        : query.only(RefreshInterval.PARAMETER).link());
    }

    private static JobLine line(TrackedJob row, Fleet fleet) {
        AccountName account = AccountName.of(row.arn().accountId(), fleet.accountNames());
        return JobLine.of(row, fleet.isLookedUp(row.arn()), account, fleet.time());
    }
}
