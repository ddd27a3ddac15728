package io.github.bedrockbatch.preflight;

import io.github.bedrockbatch.config.AccountConfig;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.config.DiscoveryConfig;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.preflight.Questions.Asked;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.SteadyClock;
import io.github.bedrockbatch.watch.WatchPlan;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks AWS what the daemon will ask, once. Many questions are under way at once, so that a region that does not answer holds up no
 * other. The report is in the order of the plan.
 *
 * @param plan of the configuration
 * @param now that the ages of jobs are told by
 * @param limit within which all ends
 */
public record Preflight(
        Configuration configuration, WatchPlan plan, List<Queue> queues, AwsAccess aws, Instant now, Duration limit) {
    /** Less than what the chart's job has. */
    public static final Duration LIMIT = Duration.ofMinutes(3);

    public Preflight {
        queues = List.copyOf(queues);
    }

    /**
     * Asks, first for credentials, then with these.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public Report run() throws InterruptedException {
        try (Questions questions = new Questions(limit, new SteadyClock())) {
            Identity identity = questions
                    .ask(List.of(new Asked<>(() -> Identity.ask(aws, identityRegions()), this::lateIdentity)))
                    .getFirst();
            List<Check> checks = new ArrayList<>();
            checks.add(identity.check(aws.webIdentityRole(), isIdentityNeeded()));
            Map<String, Credentials> credentials = assume(questions, identity, checks);
            Stream<Asked<List<Check>>> targets = targets(identity).stream()
                    .map(target -> asked(target, identity, of(target.accountId(), credentials, identity)));
            Stream<Asked<List<Check>>> received = queues.stream()
                    .map(queue -> new QueueChecks(aws, queue, of(queue.home().accountId(), credentials, identity)))
                    .map(queue -> new Asked<>(queue::run, () -> queue.late(late())));
            questions.ask(Stream.concat(targets, received).toList()).forEach(checks::addAll);
            return new Report(checks);
        }
    }

    /** Assumes all roles. Returns the credentials by account. */
    private Map<String, Credentials> assume(Questions questions, Identity identity, List<Check> checks)
            throws InterruptedException {
        List<AccountConfig> accounts = configuration.aws().accounts();
        List<RoleCheck> roles = accounts.stream()
                .map(role -> new RoleCheck(aws, role, identity))
                .toList();
        List<Check> assumed = questions.ask(roles.stream()
                .map(role -> new Asked<>(role::run, () -> role.late(late())))
                .toList());
        checks.addAll(assumed);
        Map<String, Credentials> credentials = new HashMap<>();
        for (int i = 0; i < roles.size(); i++) {
            credentials.put(accounts.get(i).accountId(), roles.get(i).credentials(assumed.get(i)));
        }
        return credentials;
    }

    private static Credentials of(String account, Map<String, Credentials> roles, Identity identity) {
        return roles.getOrDefault(account, identity.credentials());
    }

    private String late() {
        return "no answer within the " + limit.toSeconds() + " s that the whole check has";
    }

    private Identity lateIdentity() {
        return new Identity(new FetchResult.Failed<>(ErrorCodes.TIMEOUT, late()), aws.webIdentityFailure());
    }

    /** Returns the targets in the order of the plan. A region of the caller's own whose account is not known is one of an unknown account. */
    private List<Target> targets(Identity identity) {
        Stream<Target> own =
                plan.callersOwn().keySet().stream().sorted().map(region -> new Target(account(identity), region));
        return Stream.concat(plan.targets().stream(), own).distinct().toList();
    }

    private static String account(Identity identity) {
        return identity.accountId().orElse(Target.UNKNOWN_ACCOUNT);
    }

    private Asked<List<Check>> asked(Target target, Identity identity, Credentials credentials) {
        Watches watches = plan.watches(target, Optional.of(account(identity)));
        TargetChecks checks = new TargetChecks(aws, target, watches, isOneOfAll(target), credentials, now);
        Rows rows = new Rows(late());
        checks.questions().forEach(rows::expect);
        return new Asked<>(
                () -> {
                    ask(checks, target, identity, rows);
                    return rows.checks();
                },
                rows::checks);
    }

    private void ask(TargetChecks checks, Target target, Identity identity, Rows rows) {
        if (target.accountId().equals(Target.UNKNOWN_ACCOUNT)) {
            checks.notAsked("the caller's account is not known").forEach(rows::add);
        } else if (isForeign(target, identity)) {
            checks.foreign(identity.accountId().orElse("")).forEach(rows::add);
        } else {
            checks.run(rows);
        }
    }

    /** Whether a target is to be discovered with the caller's own credentials, which are another account's and are those meant. */
    private boolean isForeign(Target target, Identity identity) {
        return identity.credentials().trouble().isEmpty()
                && plan.selectors().containsKey(target)
                && plan.isCallers(target)
                && identity.accountId()
                        .filter(account -> !account.equals(target.accountId()))
                        .isPresent();
    }

    /** Whether a target's region is named nowhere, and only one of all regions. The account need not have enabled it. */
    private boolean isOneOfAll(Target target) {
        List<DiscoveryConfig> selectors = configuration.discovery();
        return selectors.stream().anyMatch(DiscoveryConfig::allRegions)
                && selectors.stream().noneMatch(selector -> names(selector, target))
                && plan.jobs().stream().map(Target::of).noneMatch(target::equals);
    }

    private static boolean names(DiscoveryConfig selector, Target target) {
        return selector.regions().contains(target.region())
                && (selector.accounts().isEmpty() || selector.accounts().contains(target.accountId()));
    }

    private boolean isIdentityNeeded() {
        return !plan.identityRegions().isEmpty();
    }

    private List<String> identityRegions() {
        return isIdentityNeeded()
                ? plan.identityRegions()
                : List.of(plan.targets().first().region());
    }
}
