"""The readers of expositions find what is wrong, or their silence says nothing."""

import expositions
import prometheus_metrics_proto as proto
import pytest
from google.protobuf.message import DecodeError


def gauge(*labels):
    family = proto.create_gauge("jobs", "Jobs.", [({"region": label}, 1) for label in labels])
    return proto.encode(family)


BAD = {
    "sample twice": (expositions.text, b"# TYPE a gauge\na 1\na 2\n"),
    "family twice": (expositions.text, b'# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# TYPE a gauge\na{x="1"} 1\n'),
    "timestamp": (expositions.text, b"# TYPE a gauge\na 1 1700000000000\n"),
    "not a number": (expositions.text, b"# TYPE a gauge\na one\n"),
    "no end": (expositions.open_metrics, b"# TYPE a gauge\na 1\n"),
    "counter without _total": (expositions.open_metrics, b"# TYPE a counter\na 1\n# EOF\n"),
    "unit that is not in the name": (expositions.open_metrics, b"# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n"),
    "buckets that go down": (
        expositions.open_metrics,
        b'# TYPE a histogram\na_bucket{le="1.0"} 2\na_bucket{le="+Inf"} 1\na_count 1\na_sum 1\n# EOF\n',
    ),
    "protobuf sample twice": (expositions.protobuf, gauge("us-east-1", "us-east-1")),
    "protobuf family twice": (expositions.protobuf, gauge("us-east-1") + gauge("us-west-2")),
    "protobuf that breaks off": (expositions.protobuf, gauge("us-east-1")[:-3]),
}


@pytest.mark.parametrize("reader, body", BAD.values(), ids=BAD)
def test_bad_expositions_are_errors(reader, body):
    with pytest.raises((AssertionError, ValueError, DecodeError)):
        reader(body)


@pytest.mark.parametrize("reader, body", [
    (expositions.text, b'# HELP jobs Jobs.\n# TYPE jobs gauge\njobs{region="us-east-1"} 1\n'),
    (expositions.open_metrics, b'# TYPE jobs gauge\n# HELP jobs Jobs.\njobs{region="us-east-1"} 1\n# EOF\n'),
    (expositions.protobuf, gauge("us-east-1")),
], ids=["text", "openmetrics", "protobuf"])  # fmt: skip
def test_the_same_exposition_is_the_same_in_each_format(reader, body):
    sample = ("jobs", frozenset({("region", "us-east-1")}))
    assert reader(body) == {"jobs": expositions.Family("gauge", "Jobs.", samples={sample: 1})}
