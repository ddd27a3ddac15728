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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The page of jobs.
 *
 * @param count how many jobs match
 * @param name the part of a name that is asked for; empty for any
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
        Paging paging) {
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
        PageRequest<JobCursor> request = Paging.request(PageRequest.ofJobs(parameters));
        Page<TrackedJob> page = JobListing.page(fleet.jobs(), filter, request);
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
                Paging.of(query, request, page, !filter.equals(JobFilter.ALL)));
    }

    private static JobLine line(TrackedJob row, Fleet fleet) {
        AccountName account = AccountName.of(row.arn().accountId(), fleet.accountNames());
        return JobLine.of(row, fleet.isLookedUp(row.arn()), account, fleet.time());
    }
}
