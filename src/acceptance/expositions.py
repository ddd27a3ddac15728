"""A scrape in each exposition format, read by parsers that are not ours into one shape."""

import gzip
from dataclasses import dataclass, field

import prometheus_metrics_proto
from processes import http
from prometheus_client.openmetrics import parser as openmetrics
from prometheus_client.parser import text_string_to_metric_families

TEXT = "text/plain;version=0.0.4"
OPENMETRICS = "application/openmetrics-text;version=1.0.0"
PROTOBUF = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
TYPES = {0: "counter", 1: "gauge", 2: "summary", 3: "untyped", 4: "histogram"}


@dataclass
class Family:
    """A metric family; its samples by name and labels, as in the text format."""

    type: str
    help: str
    unit: str = ""
    samples: dict = field(default_factory=dict)

    def add(self, name, labels, value):
        key = (name, frozenset(labels.items()))
        assert key not in self.samples, f"{key}: twice"
        self.samples[key] = value


def scrape(url, accept, **headers):
    """The headers and the body that the exporter answers with to a scrape, decompressed if need be."""
    answered, body = http(f"{url}/metrics", Accept=accept, **headers)
    return answered, gzip.decompress(body) if answered["Content-Encoding"] == "gzip" else body


def text(body):
    return collected(text_string_to_metric_families(body.decode()))


def open_metrics(body):
    return collected(openmetrics.text_string_to_metric_families(body.decode()))


def collected(metrics):
    """The client library's metrics by the names that the text format gives them."""
    families = {}
    for metric in metrics:
        name = metric.name + {"counter": "_total", "info": "_info"}.get(metric.type, "")
        assert name not in families, f"{name}: a second family"
        family = families[name] = Family("gauge" if metric.type == "info" else metric.type, metric.documentation, metric.unit)
        for sample in metric.samples:
            assert sample.timestamp is None, f"{sample}: with a timestamp"
            family.add(sample.name, numeric(sample.labels), sample.value)
    return families


def protobuf(body):
    families = {}
    for message in prometheus_metrics_proto.decode(body):
        assert message.name not in families, f"{message.name}: a second family"
        family = families[message.name] = Family(TYPES[message.type], message.help)
        for metric in message.metric:
            assert not metric.timestamp_ms, f"{message.name}: with a timestamp"
            add_metric(family, message.name, metric)
    return families


def add_metric(family, name, metric):
    labels = {pair.name: pair.value for pair in metric.label}
    assert len(labels) == len(metric.label), f"{metric}: a label twice"
    assert metric.HasField(family.type), f"{metric}: not a {family.type}"
    value = getattr(metric, family.type)
    if family.type in ("counter", "gauge"):
        family.add(name, labels, value.value)
        return
    family.add(f"{name}_count", labels, value.sample_count)
    family.add(f"{name}_sum", labels, value.sample_sum)
    for quantile in value.quantile if family.type == "summary" else ():
        family.add(name, labels | {"quantile": repr(quantile.quantile)}, quantile.value)
    for bucket in value.bucket if family.type == "histogram" else ():
        family.add(f"{name}_bucket", labels | {"le": bucket.upper_bound}, bucket.cumulative_count)


def numeric(labels):
    """The labels, with le as a number: its spelling is each format's own."""
    return labels | {"le": float(labels["le"])} if "le" in labels else labels
