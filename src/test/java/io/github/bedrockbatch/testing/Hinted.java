package io.github.bedrockbatch.testing;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.poll.HintedJobs;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Hints. */
public final class Hinted {
    private Hinted() {}

    /** Returns hints that say nothing but that these jobs have changed. */
    public static HintedJobs jobs(Collection<JobArn> arns) {
        return new HintedJobs(arns.stream().collect(Collectors.toMap(Function.identity(), arn -> Set.of())));
    }
}
