package io.github.bedrockbatch.aws.request;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.Abortable;

/** Reads no more of an answer than is wanted. */
public final class BoundedBody {
    private BoundedBody() {}

    /** At most so many bytes; a connection that has more to say is given up, for to close it in order is to read it all. */
    public static byte[] read(InputStream body, int most) {
        try {
            byte[] bytes = body.readNBytes(most);
            if (bytes.length == most && body instanceof Abortable connection) {
                connection.abort();
            }
            return bytes;
        } catch (IOException e) {
            throw SdkClientException.create("the answer broke off: " + e.getMessage(), e);
        }
    }
}
