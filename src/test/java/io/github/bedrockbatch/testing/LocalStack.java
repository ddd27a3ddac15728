package io.github.bedrockbatch.testing;

import java.net.URI;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * LocalStack in one container for all tests of a run: the AWS around Bedrock, which it does not have itself. Tests that use it
 * carry {@link OnLocalStack}; each makes resources of its own names.
 *
 * @see <a href="https://docs.localstack.cloud/aws/capabilities/config/credentials/">Credentials</a>: an access key of twelve
 *     digits is the account
 */
public final class LocalStack {
    /** The last image that starts without a token. */
    private static final String IMAGE = "localstack/localstack:4.14.0";

    private LocalStack() {}

    /** Made with the first use, and stopped with the process. */
    private static final class Holder {
        static final LocalStackContainer CONTAINER = start();

        private static LocalStackContainer start() {
            DockerImageName image = DockerImageName.parse(System.getProperty("localstack.image", IMAGE))
                    .asCompatibleSubstituteFor("localstack/localstack");
            @SuppressWarnings("resource") // the hook closes it
            LocalStackContainer container = new LocalStackContainer(image);
            container.start();
            Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
            return container;
        }
    }

    /** The container, running. */
    public static LocalStackContainer container() {
        return Holder.CONTAINER;
    }

    /** The endpoint of all its services, by an address and not a name, so that clients of S3 put the bucket into the path. */
    public static URI uri() {
        return URI.create("http://127.0.0.1:" + container().getMappedPort(4566));
    }
}
