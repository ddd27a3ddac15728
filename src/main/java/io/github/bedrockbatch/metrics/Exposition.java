package io.github.bedrockbatch.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.expositionformats.PrometheusProtobufWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All families of one moment, in the format that a client prefers: text, OpenMetrics or protobuf. Can be written any number of times. */
public final class Exposition {
    private static final ExpositionFormats FORMATS = ExpositionFormats.init();

    /** One snapshot of a family about single jobs at a time, because it takes many times the memory of what is written. */
    private static final Lock SNAPSHOTS = new ReentrantLock(true);

    private final FamilyCollection families;
    private final ExpositionFormatWriter format;
    private final EscapingScheme scheme;

    /** @param accept what the client takes, as its Accept header says; null for anything */
    Exposition(FamilyCollection families, @Nullable String accept) {
        this.families = families;
        this.format = FORMATS.findWriter(accept);
        this.scheme = EscapingScheme.fromAcceptHeader(accept);
    }

    /** Returns the value of the Content-Type header. */
    public String contentType() {
        return format.getContentType();
    }

    /** Returns how many bytes {@link #writeTo} writes. */
    public long length() {
        TextBuffer counter = TextBuffer.counting();
        try {
            write(counter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counter.total();
    }

    /**
     * Writes all. As text it takes no more memory than a buffer, however many jobs there are. Leaves the stream open.
     *
     * @throws IOException if the stream does
     */
    public void writeTo(OutputStream out) throws IOException {
        TextBuffer text = TextBuffer.of(out);
        write(text);
        text.flush();
    }

    private void write(TextBuffer out) throws IOException {
        if (format instanceof PrometheusProtobufWriter) {
            for (Supplier<MetricSnapshot> family : families.oneByOne().toList()) {
                out.write(encoded(family));
            }
        } else {
            for (JobTable jobs : families.jobs()) {
                jobs.writeTo(out, new TextFormat(format, scheme), families::isWanted);
            }
            // Last, because the library writes what ends an exposition.
            format.write(out, families.otherSnapshots(), scheme);
        }
    }

    /** Encodes a family apart from its writing, so that nobody waits for a slow client. */
    private byte[] encoded(Supplier<MetricSnapshot> family) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SNAPSHOTS.lock();
        try {
            format.write(bytes, new MetricSnapshots(family.get()), scheme);
        } finally {
            SNAPSHOTS.unlock();
        }
        return bytes.toByteArray();
    }
}
