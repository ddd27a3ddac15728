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

/** All families of one moment, in the format that a client prefers: text, OpenMetrics or protobuf. Can be written any number of times, by one thread. */
public final class Exposition {
    private static final ExpositionFormats FORMATS = ExpositionFormats.init();

    /** One snapshot of a family about single jobs at a time, because it takes many times the memory of what is written. */
    private static final Lock SNAPSHOTS = new ReentrantLock(true);

    private final FamilyCollection families;
    private final ExpositionFormatWriter format;
    private final EscapingScheme scheme;
    private @Nullable TextChunks others;

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
        try {
            return isProtobuf() ? protobufLength() : textLength();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes all. Text about single jobs takes no more memory than a buffer, however many jobs there are. Leaves the stream open.
     *
     * @throws IOException if the stream does
     */
    public void writeTo(OutputStream out) throws IOException {
        if (isProtobuf()) {
            for (Supplier<MetricSnapshot> family : families.oneByOne().toList()) {
                out.write(encoded(family));
            }
        } else {
            TextBuffer text = new TextBuffer(out);
            for (JobFamilies jobs : families.jobs()) {
                jobs.writeTo(text, textFormat(), families::isWanted);
            }
            text.flush();
            // Last, because the library writes what ends an exposition.
            if (others == null) {
                format.write(out, families.otherSnapshots(), scheme);
            } else {
                others.writeTo(out);
            }
        }
    }

    private boolean isProtobuf() {
        return format instanceof PrometheusProtobufWriter;
    }

    private TextFormat textFormat() {
        return new TextFormat(format, scheme);
    }

    private long textLength() throws IOException {
        long length = others().size();
        for (JobFamilies jobs : families.jobs()) {
            length += jobs.length(textFormat(), families::isWanted);
        }
        return length;
    }

    private long protobufLength() throws IOException {
        long length = 0;
        for (Supplier<MetricSnapshot> family : families.oneByOne().toList()) {
            length += encoded(family).length;
        }
        return length;
    }

    /** Returns the text of all families but those about single jobs. It is kept, because only the library knows its length. */
    private TextChunks others() throws IOException {
        TextChunks known = others;
        if (known == null) {
            known = new TextChunks();
            format.write(known, families.otherSnapshots(), scheme);
            others = known;
        }
        return known;
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
