package io.github.bedrockbatch.preflight;

import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NoAnswer;
import java.util.List;

/**
 * The checks of one queue. To receive would take a message, and bring it nearer to a dead-letter queue: so only the deletion is
 * asked for, of a message that the queue does not have.
 */
record QueueChecks(AwsAccess aws, Queue queue, Credentials credentials) {
    List<Check> run() {
        Question delete = question("sqs:DeleteMessage");
        Question receive = question("sqs:ReceiveMessage");
        if (credentials.trouble().isPresent()) {
            String trouble = credentials.trouble().get();
            return List.of(receive.notAsked(trouble), delete.notAsked(trouble));
        }
        return List.of(
                receive.unknown("not asked, as that would take a message"),
                switch (aws.deleteNothing(queue)) {
                    case Found<String>(String code, var at) ->
                        delete.allowed("asked with a receipt that does not exist: " + code);
                    case NoAnswer<String> none -> delete.refused(none);
                });
    }

    /** Returns the rows of a queue that has not answered in time. */
    List<Check> late(String reason) {
        return List.of(
                question("sqs:ReceiveMessage").unknown(reason),
                question("sqs:DeleteMessage").unknown(reason));
    }

    private Question question(String action) {
        Statement statement =
                Statement.receive(queue.arn(aws.partition(queue.home().region())));
        return new Question(
                queue.url().toString(), action, List.of(MissingStatement.permission(credentials.role(), statement)));
    }
}
