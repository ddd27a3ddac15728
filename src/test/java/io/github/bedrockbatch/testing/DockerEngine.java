package io.github.bedrockbatch.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/** Whether a Docker engine answers; that none does is said in one line for all tests that need it. */
final class DockerEngine implements ExecutionCondition {
    private static final String ABSENT =
            "skipped: tests on LocalStack, because no Docker engine answers; start one to run them";

    /** Found out once. */
    private static final class Holder {
        static final boolean AVAILABLE = look();

        private static boolean look() {
            ((Logger) LoggerFactory.getLogger("org.testcontainers")).setLevel(Level.OFF);
            ((Logger) LoggerFactory.getLogger("com.github.dockerjava")).setLevel(Level.OFF);
            boolean available = DockerClientFactory.instance().isDockerAvailable();
            if (!available) {
                System.out.println(ABSENT);
            }
            return available;
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Holder.AVAILABLE) {
            return ConditionEvaluationResult.enabled("a Docker engine answers");
        }
        if (Boolean.getBoolean("localstack.required")) {
            throw new IllegalStateException("no Docker engine answers, and localstack.required is true");
        }
        return ConditionEvaluationResult.disabled(ABSENT);
    }
}
