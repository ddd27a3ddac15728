package io.github.bedrockbatch.preflight;

import io.github.bedrockbatch.config.AccountConfig;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NoAnswer;
import io.github.bedrockbatch.watch.WatchPlan;
import io.github.bedrockbatch.watch.Watches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Asks AWS what the daemon will ask, once. Many questions are under way at once, so that a region that does not answer holds up no
 * other. The report is in the order of the plan.
 *
 * @param roles that the configuration names, at most one for each account
 * @param now that the ages of jobs are told by
 */
public record Preflight(WatchPlan plan, List<AccountConfig> roles, List<Queue> queues, AwsAccess aws, Instant now) {
    /** Targets that are asked at once. Few of an installation's hang, so that others are left to go on. */
    static final int MAX_CONCURRENT = 64;

    public Preflight {
        roles = List.copyOf(roles);
        queues = List.copyOf(queues);
    }

    /**
     * Asks, first for credentials, then with these.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public Report run() throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(
                MAX_CONCURRENT, Thread.ofVirtual().name("preflight-", 0).factory())) {
            Future<Identity> identity = threads.submit(() -> Identity.ask(aws, identityRegions()));
            List<FetchResult<String>> sessions = all(
                    threads,
                    roles.stream()
                            .<Callable<FetchResult<String>>>map(role -> () -> aws.assume(role))
                            .toList());
            return report(threads, get(identity), sessions);
        }
    }

    private Report report(ExecutorService threads, Identity identity, List<FetchResult<String>> sessions)
            throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        checks.add(identity.check(aws.webIdentityRole(), isIdentityNeeded()));
        Map<String, Credentials> credentials = new HashMap<>();
        for (int i = 0; i < roles.size(); i++) {
            AccountConfig role = roles.get(i);
            Check assumed = assumed(role, sessions.get(i), identity);
            checks.add(assumed);
            credentials.put(role.accountId(), new Credentials(role.roleArn(), trouble(assumed)));
        }
        Stream<Callable<List<Check>>> targets = targets(identity).stream()
                .map(target -> () -> checks(target, identity, of(target.accountId(), credentials, identity)));
        Stream<Callable<List<Check>>> received = queues.stream()
                .map(queue ->
                        () -> new QueueChecks(aws, queue, of(queue.home().accountId(), credentials, identity)).run());
        all(threads, Stream.concat(targets, received).toList()).forEach(checks::addAll);
        return new Report(checks);
    }

    private static Credentials of(String account, Map<String, Credentials> roles, Identity identity) {
        return roles.getOrDefault(account, identity.credentials());
    }

    private static Optional<String> trouble(Check assumed) {
        return assumed.result() == Result.ALLOWED
                ? Optional.empty()
                : Optional.of(assumed.target() + " cannot be assumed");
    }

    private static Check assumed(AccountConfig role, FetchResult<String> answer, Identity identity) {
        Question question = new Question(
                role.roleArn(),
                "sts:AssumeRole",
                List.of(
                        MissingStatement.permission(identity.credentials().role(), Statement.takeRole(role.roleArn())),
                        MissingStatement.trust(
                                role.roleArn(),
                                Statement.trust(
                                        identity.role().orElse(""),
                                        role.externalId().isPresent()))));
        return switch (answer) {
            case Found<String> found -> question.allowed("");
            case NoAnswer<String> none -> question.refused(none);
        };
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

    private List<Check> checks(Target target, Identity identity, Credentials credentials) {
        Watches watches = plan.watches(target, Optional.of(account(identity)));
        TargetChecks checks = new TargetChecks(aws, target, watches, credentials, now);
        if (target.accountId().equals(Target.UNKNOWN_ACCOUNT)) {
            return checks.notAsked("the caller's account is not known");
        }
        return isForeign(target, identity) ? checks.foreign(identity.accountId().orElse("")) : checks.run();
    }

    /** Whether a target is to be discovered with the caller's own credentials, which are another account's. */
    private boolean isForeign(Target target, Identity identity) {
        return plan.selectors().containsKey(target)
                && plan.isCallers(target)
                && identity.accountId()
                        .filter(account -> !account.equals(target.accountId()))
                        .isPresent();
    }

    private boolean isIdentityNeeded() {
        return !plan.identityRegions().isEmpty();
    }

    private List<String> identityRegions() {
        return isIdentityNeeded()
                ? plan.identityRegions()
                : List.of(plan.targets().first().region());
    }

    private static <T> List<T> all(ExecutorService threads, List<Callable<T>> questions) throws InterruptedException {
        List<T> answers = new ArrayList<>();
        for (Future<T> answer : threads.invokeAll(questions)) {
            answers.add(get(answer));
        }
        return answers;
    }

    private static <T> T get(Future<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a check ended without a result", e.getCause());
        }
    }
}
