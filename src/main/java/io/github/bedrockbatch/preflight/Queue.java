package io.github.bedrockbatch.preflight;

import io.github.bedrockbatch.job.Target;
import java.net.URI;

/**
 * A queue of notifications.
 *
 * @param home the account and region that hold it
 */
public record Queue(URI url, Target home) {
    String arn(String partition) {
        String path = url.getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        return "arn:" + partition + ":sqs:" + home.region() + ":" + home.accountId() + ":" + name;
    }
}
