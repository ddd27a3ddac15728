package io.github.bedrockbatch.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Prometheus' text format or OpenMetrics, of which the client library knows how a family begins. */
record TextFormat(ExpositionFormatWriter writer, EscapingScheme scheme) {
    private static final Map<Key, Beginning> KNOWN = new ConcurrentHashMap<>();
    private static final Labels SAMPLE_LABELS = Labels.of("x", "x");

    private record Key(TextFormat format, Metric metric) {}

    /**
     * How a family of gauges or infos begins.
     *
     * @param head the lines above its samples
     * @param sample what stands before the labels of each sample
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Beginning(byte[] head, byte[] sample) {}

    /** Returns how a family of a metric begins. */
    Beginning begin(Metric metric) throws IOException {
        Key key = new Key(this, metric);
        Beginning known = KNOWN.get(key);
        if (known == null) {
            known = read(metric);
            KNOWN.put(key, known);
        }
        return known;
    }

    /** Reads it from what the library writes for one sample. */
    private Beginning read(Metric metric) throws IOException {
        MetricSnapshot family = metric.type() == Metric.Type.INFO
                ? new InfoSnapshot(metric.metadata(), List.of(new InfoDataPointSnapshot(SAMPLE_LABELS)))
                : new GaugeSnapshot(metric.metadata(), List.of(new GaugeDataPointSnapshot(0, SAMPLE_LABELS, null)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(out, new MetricSnapshots(family), scheme);
        String text = out.toString(StandardCharsets.UTF_8);
        int labels = text.lastIndexOf('{') + 1;
        int line = text.lastIndexOf('\n', labels) + 1;
        return new Beginning(utf8(text.substring(0, line)), utf8(text.substring(line, labels)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
