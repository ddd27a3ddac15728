package io.github.bedrockbatch.aws.notification;

import static io.github.bedrockbatch.testing.Messages.notification;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.notification.Notification;
import io.github.bedrockbatch.notification.Notification.Malformed;
import io.github.bedrockbatch.notification.Notification.StateChange;
import io.github.bedrockbatch.testing.Examples;
import io.github.bedrockbatch.testing.HostileTexts;
import io.github.bedrockbatch.testing.JsonEdits;
import io.github.bedrockbatch.testing.JsonEdits.JsonEdit;
import io.github.bedrockbatch.testing.Messages;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.NullMarked;

/** Whatever a message holds, it names a job or is malformed for a reason of a bounded set. */
@NullMarked
final class MessagesFuzzTest {
    private static final Set<String> REASONS = Set.of(
            "not a JSON object of at most 32 levels",
            "not an event of aws.bedrock",
            "not a Batch Inference Job State Change",
            "without the ARN of a job as detail.batchJobArn",
            "longer than 262144 characters");

    private static final String EVENT = Messages.event(Examples.arn(1).value(), "Completed", Examples.NOON);

    private final StateChangeReader reader = new StateChangeReader();

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anyTextIsReadOrRefused(@ForAll("texts") String text) {
        isSane(text);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anEditedEventIsReadOrRefused(@ForAll("edits") List<JsonEdit> edits) {
        String edited = JsonEdits.apply(edits, EVENT);
        isSane(edited);
        isSane(notification(edited));
        isSane(JsonEdits.apply(edits, notification(EVENT)));
    }

    @Provide
    Arbitrary<String> texts() {
        return HostileTexts.texts();
    }

    @Provide
    Arbitrary<List<JsonEdit>> edits() {
        return JsonEdits.edits();
    }

    private void isSane(String body) {
        Notification notification = reader.read("receipt", body);
        assertThat(notification.receipt()).isEqualTo("receipt");
        switch (notification) {
            case StateChange change ->
                assertThat(JobArn.parse(change.job().value())).isEqualTo(change.job());
            case Malformed malformed -> {
                assertThat(malformed.size()).isEqualTo(body.length());
                assertThat(malformed.reason()).isIn(REASONS);
            }
        }
    }
}
