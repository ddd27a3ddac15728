"""What the demo exposes after all outcomes, read by promtool and by the Prometheus client's parsers, in each format."""

import subprocess
from collections import defaultdict

import expositions
import pytest
from expositions import OPENMETRICS, PROTOBUF, TEXT, Family, scrape
from processes import wait_for
from simulation import TERMINAL

READERS = {TEXT: expositions.text, OPENMETRICS: expositions.open_metrics, PROTOBUF: expositions.protobuf}


@pytest.fixture(scope="module")
def ended(demo):
    """The demo, once its jobs have ended in every way."""

    def outcomes():
        families = READERS[TEXT](scrape(demo.url, TEXT)[1])
        transitions = families.get("bedrock_batch_job_transitions_total", Family("counter", ""))  # absent before AWS answers
        return {dict(labels)["to"] for (_, labels), count in transitions.samples.items() if count}

    wait_for("every outcome", lambda: outcomes() >= TERMINAL)
    return demo


@pytest.fixture(scope="module", params=READERS, ids=["text", "openmetrics", "protobuf"])
def format_and_families(request, ended):
    return request.param, READERS[request.param](scrape(ended.url, request.param)[1])


@pytest.fixture
def families(format_and_families):
    return format_and_families[1]


def histograms(families):
    """Of each histogram's each label set: its buckets in order, its count and its sum."""
    for name, family in families.items():
        if family.type == "histogram":
            buckets = defaultdict(dict)
            for (sample, labels), value in family.samples.items():
                if sample == f"{name}_bucket":
                    bound = dict(labels)["le"]
                    buckets[labels - {("le", bound)}][bound] = value
            for labels, counts in buckets.items():
                yield counts, family.samples[f"{name}_count", labels], family.samples[f"{name}_sum", labels]


def test_promtool_has_nothing_to_say(ended):
    body = scrape(ended.url, TEXT)[1]
    done = subprocess.run(["promtool", "check", "metrics"], input=body, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize("accept", READERS, ids=["text", "openmetrics", "protobuf"])
def test_content_types_and_compression(ended, accept):
    plain, _ = scrape(ended.url, accept)
    packed, body = scrape(ended.url, accept, Accept_Encoding="gzip")
    assert plain["Content-Encoding"] is None and packed["Content-Encoding"] == "gzip"
    for headers in (plain, packed):
        assert headers["Content-Type"].replace(" ", "").startswith(accept)
    assert "bedrock_batch_jobs" in READERS[accept](body)


def test_what_prometheus_asks_for_is_answered_best(ended):
    prometheus = f"{OPENMETRICS},{TEXT};q=0.5,*/*;q=0.1"
    assert scrape(ended.url, prometheus)[0]["Content-Type"].startswith("application/openmetrics-text")
    assert scrape(ended.url, f"{PROTOBUF},{prometheus}")[0]["Content-Type"].startswith("application/vnd.google.protobuf")
    for accept in ("*/*", "text/html"):
        assert scrape(ended.url, accept)[0]["Content-Type"].startswith("text/plain")


def test_families_are_well_formed(format_and_families):
    accept, families = format_and_families
    own = {name: family for name, family in families.items() if name.startswith("bedrock_batch_")}
    assert len(own) > 25
    for name, family in families.items():
        assert family.samples and family.help, name
        assert family.type in ("counter", "gauge", "histogram", "summary"), name
        assert name.endswith("_total") == (family.type == "counter"), name
        assert not family.unit or name.removesuffix("_total").endswith(f"_{family.unit}"), name
    for name, family in own.items():
        assert {sample for sample, _ in family.samples} == {name} or family.type == "histogram", name


def test_histograms_add_up(families):
    found = list(histograms(families))
    assert len(found) > 10 and any(count for _, count, _ in found)
    for buckets, count, total in found:
        assert sorted(buckets)[-1] == float("inf") and len(buckets) > 5
        cumulative = [buckets[bound] for bound in sorted(buckets)]
        assert cumulative == sorted(cumulative) and cumulative[-1] == count
        assert total >= 0 and (count > 0 or total == 0)


def test_values_make_sense(families):
    for name, family in families.items():
        for key, value in family.samples.items():
            assert value == value, f"{key}: NaN"
            assert value >= 0 or family.type == "gauge" and not name.startswith("bedrock_batch_"), key


def scraped_three_ways(demo):
    """A scrape in each format, as close together as can be."""
    bodies = [(reader, scrape(demo.url, accept)[1]) for accept, reader in READERS.items()]
    return [reader(body) for reader, body in bodies]


def test_the_formats_say_the_same(ended):
    """Scrapes between which nothing moved but time and the process itself: then each sample of a job is the same."""

    def job_samples(families):
        names = ("bedrock_batch_job", "bedrock_batch_processed_records")
        own = {name: family for name, family in families.items() if name.startswith(names)}
        return {key: value for family in own.values() for key, value in family.samples.items()}

    def still():
        first, second, third = (job_samples(families) for families in scraped_three_ways(ended))
        return first == second == third and first

    assert len(wait_for("three scrapes that agree", still)) > 200


def test_the_formats_have_the_same_families_and_series(ended):
    def same():
        names = [{(n, f.type, f.help, frozenset(f.samples)) for n, f in each.items()} for each in scraped_three_ways(ended)]
        return names[0] == names[1] == names[2]

    assert wait_for("three scrapes with the same series", same)
