package io.github.bedrockbatch.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as one response of GetModelInvocationJob or ListModelInvocationJobs shows it. Whatever the service does not
 * guarantee is null where it was not sent.
 *
 * @param message why the job is as it is, at most 2,048 characters; AWS marks it sensitive
 * @param endTime as AWS sends it, which is not always when the job ended: never compute with it
 */
public record JobSnapshot(
        JobArn arn,
        String name,
        String modelId,
        JobStatus status,
        Instant submitTime,
        @Nullable Instant lastModifiedTime,
        @Nullable Instant endTime,
        @Nullable Instant jobExpirationTime,
        @Nullable Integer timeoutDurationInHours,
        @Nullable String message,
        @Nullable String clientRequestToken,
        @Nullable String roleArn,
        @Nullable String modelInvocationType,
        @Nullable InputDataConfig inputDataConfig,
        @Nullable OutputDataConfig outputDataConfig,
        @Nullable VpcConfig vpcConfig,
        RecordCounts counts) {
    public JobSnapshot {
        modelId = SharedText.of(modelId);
        roleArn = SharedText.ofNullable(roleArn);
        modelInvocationType = SharedText.ofNullable(modelInvocationType);
    }

    /** Returns when the job last changed: lastModifiedTime, else submitTime. */
    public Instant changedAt() {
        return lastModifiedTime == null ? submitTime : lastModifiedTime;
    }

    /** Returns the model in short: what follows the last slash of its id, which AWS gives as an ARN, or the whole id. */
    public String model() {
        return model(modelId);
    }

    /** Returns a model in short by its id. */
    public static String model(String modelId) {
        String last = modelId.substring(modelId.lastIndexOf('/') + 1);
        return last.isEmpty() ? modelId : last;
    }

    /** Starts a snapshot of the fields that every response carries. */
    public static Builder builder(JobArn arn, JobStatus status, Instant submitTime) {
        return new Builder(arn, status, submitTime);
    }

    /** Starts a snapshot from this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns this snapshot with what only a Get shows taken from an earlier one of the same job where it is absent here; itself if nothing is. */
    public JobSnapshot withGapsFilledFrom(JobSnapshot earlier) {
        boolean sameStatus = status.equals(earlier.status);
        boolean fillsMessage = message == null && sameStatus && earlier.message != null;
        boolean fillsTime = lastModifiedTime == null && sameStatus && earlier.lastModifiedTime != null;
        boolean fillsToken = clientRequestToken == null && earlier.clientRequestToken != null;
        boolean fillsCounts = counts.isEmpty() && !earlier.counts.isEmpty();
        return fillsMessage || fillsTime || fillsToken || fillsCounts
                ? toBuilder()
                        .message(fillsMessage ? earlier.message : message)
                        .lastModifiedTime(fillsTime ? earlier.lastModifiedTime : lastModifiedTime)
                        .clientRequestToken(fillsToken ? earlier.clientRequestToken : clientRequestToken)
                        .counts(fillsCounts ? earlier.counts : counts)
                        .build()
                : this;
    }

    /** Collects the fields of a snapshot. */
    public static final class Builder {
        private final JobArn arn;
        private JobStatus status;
        private Instant submitTime;
        private String name;
        private String modelId;
        private @Nullable Instant lastModifiedTime;
        private @Nullable Instant endTime;
        private @Nullable Instant jobExpirationTime;
        private @Nullable Integer timeoutDurationInHours;
        private @Nullable String message;
        private @Nullable String clientRequestToken;
        private @Nullable String roleArn;
        private @Nullable String modelInvocationType;
        private @Nullable InputDataConfig inputDataConfig;
        private @Nullable OutputDataConfig outputDataConfig;
        private @Nullable VpcConfig vpcConfig;
        private RecordCounts counts = RecordCounts.NONE;

        private Builder(JobArn arn, JobStatus status, Instant submitTime) {
            this.arn = arn;
            this.status = status;
            this.submitTime = submitTime;
            this.name = arn.jobId();
            this.modelId = "";
        }

        private Builder(JobSnapshot from) {
            this(from.arn, from.status, from.submitTime);
            name = from.name;
            modelId = from.modelId;
            lastModifiedTime = from.lastModifiedTime;
            endTime = from.endTime;
            jobExpirationTime = from.jobExpirationTime;
            timeoutDurationInHours = from.timeoutDurationInHours;
            message = from.message;
            clientRequestToken = from.clientRequestToken;
            roleArn = from.roleArn;
            modelInvocationType = from.modelInvocationType;
            inputDataConfig = from.inputDataConfig;
            outputDataConfig = from.outputDataConfig;
            vpcConfig = from.vpcConfig;
            counts = from.counts;
        }

        public Builder status(JobStatus value) {
            status = value;
            return this;
        }

        public Builder submitTime(Instant value) {
            submitTime = value;
            return this;
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder modelId(String value) {
            modelId = value;
            return this;
        }

        public Builder lastModifiedTime(@Nullable Instant value) {
            lastModifiedTime = value;
            return this;
        }

        public Builder endTime(@Nullable Instant value) {
            endTime = value;
            return this;
        }

        public Builder jobExpirationTime(@Nullable Instant value) {
            jobExpirationTime = value;
            return this;
        }

        public Builder timeoutDurationInHours(@Nullable Integer value) {
            timeoutDurationInHours = value;
            return this;
        }

        public Builder message(@Nullable String value) {
            message = value;
            return this;
        }

        public Builder clientRequestToken(@Nullable String value) {
            clientRequestToken = value;
            return this;
        }

        public Builder roleArn(@Nullable String value) {
            roleArn = value;
            return this;
        }

        public Builder modelInvocationType(@Nullable String value) {
            modelInvocationType = value;
            return this;
        }

        public Builder inputDataConfig(@Nullable InputDataConfig value) {
            inputDataConfig = value;
            return this;
        }

        public Builder outputDataConfig(@Nullable OutputDataConfig value) {
            outputDataConfig = value;
            return this;
        }

        public Builder vpcConfig(@Nullable VpcConfig value) {
            vpcConfig = value;
            return this;
        }

        public Builder counts(RecordCounts value) {
            counts = value;
            return this;
        }

        public JobSnapshot build() {
            return new JobSnapshot(
                    arn,
                    name,
                    modelId,
                    status,
                    submitTime,
                    lastModifiedTime,
                    endTime,
                    jobExpirationTime,
                    timeoutDurationInHours,
                    message,
                    clientRequestToken,
                    roleArn,
                    modelInvocationType,
                    inputDataConfig,
                    outputDataConfig,
                    vpcConfig,
                    counts);
        }
    }
}
