package io.github.bedrockbatch.aws.request;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.Abortable;

/** Reads no more of an answer than is wanted. */
public final class BoundedBody {
    private BoundedBody() {}

    /** Returns at most {@code max} bytes. A connection with more to send is aborted, because closing it would read all of that. */
    public static byte[] read(InputStream body, int max) {
        try {
            byte[] bytes = body.readNBytes(max);
            if (bytes.length == max && body instanceof Abortable connection) {
                connection.abort();
            }
            return bytes;
        } catch (IOException e) {
            throw SdkClientException.create("the answer broke off: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the whole of an answer.
     *
     * @throws SdkClientException if it is longer than {@code max} bytes
     */
    public static byte[] whole(InputStream body, int max) {
        byte[] bytes = read(body, max + 1);
        if (bytes.length > max) {
            throw InvalidResponseException.wrapped("the answer is longer than " + max + " bytes");
        }
        return bytes;
    }
}
