"""Each query of each dashboard, on a Prometheus that scrapes the demo. Grafana's own models read the files."""

import json

import pytest
from boards import ANYTHING, FOLDER, NAMES, board, panels, queries, queries_of, runnable
from grafana_foundation_sdk.cog import plugins
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models import units
from grafana_foundation_sdk.models.dashboard import Dashboard
from processes import ROOT

QUERIES = [(name, *query) for name in NAMES for query in queries(name)]
# What Prometheus' data source reads of an annotation: the model of annotations leaves it to each data source.
OF_THE_DATA_SOURCE = {"/annotations/list/0/" + key for key in ("step", "titleFormat", "textFormat")}
# They need a setting that the demo does not have, or an error of AWS.
MAY_BE_EMPTY = 1 / 3


@pytest.fixture(scope="module")
def job(watched):
    """The job that began last, as the variables of its board name it."""
    labels = watched.query("topk(1, bedrock_batch_job_start_timestamp_seconds)")[0]["metric"]
    return {name: labels[name] for name in ("account_id", "region", "job_id")}


@pytest.fixture(scope="module")
def answers(watched, job):
    """What Prometheus answers to each query. An error ends it."""
    values = {"fleet": ANYTHING, "job": job, "exporter": ANYTHING}
    return [(*query, watched.query(runnable(query[2], values[query[0]]))) for query in QUERIES]


def test_prometheus_evaluates_each_query(answers):
    assert len(answers) == len(QUERIES) > 100


def test_two_thirds_have_data(answers):
    empty = [f"{name}: {title}" for name, title, _, series in answers if not series]
    assert len(empty) < MAY_BE_EMPTY * len(answers), "\n".join(empty)


def test_one_value_is_shown_where_there_is_room_for_one(answers):
    stats = {query for name in NAMES for panel in panels(name) if panel["type"] in ("stat", "gauge") for query in queries_of(panel)}
    many = [title for _, title, query, series in answers if query in stats and len(series) > 1]
    assert len(stats) > 20 and not many


def test_each_column_of_a_table_of_jobs_names_the_job(answers):
    """Grafana merges rows whose labels have the same values: a column without them would be a row of its own."""
    columns = [series for name, title, _, found in answers for series in found if (name, title) == ("fleet", "Active jobs")]
    assert columns and all({"account_id", "region", "job_id"} <= series["metric"].keys() for series in columns)


@pytest.mark.parametrize("name", NAMES)
def test_grafanas_models_read_all_of_a_board(name):
    plugins.register_default_plugins()
    file = (FOLDER / f"{name}.json").read_text()
    read = json.loads(json.dumps(Dashboard.from_json(json.loads(file)), cls=JSONEncoder))
    assert set(lost(json.loads(file), read)) == OF_THE_DATA_SOURCE


def test_grafana_knows_each_unit():
    used = {panel["fieldConfig"]["defaults"]["unit"] for name in NAMES for panel in panels(name)}
    assert used <= {value for value in vars(units).values() if isinstance(value, str)}


def lost(written, read, path=""):
    """The paths of what is not the same once the models have read it."""
    if isinstance(written, dict) and isinstance(read, dict):
        for key, value in written.items():
            yield from lost(value, read[key], f"{path}/{key}") if key in read else [f"{path}/{key}"]
    elif isinstance(written, list) and isinstance(read, list) and len(written) == len(read):
        for i, pair in enumerate(zip(written, read)):
            yield from lost(*pair, f"{path}/{i}")
    elif written != read:
        yield path


def test_grafanas_models_lose_what_grafana_does_not_know():
    plugins.register_default_plugins()
    wrong = board("fleet")
    wrong["panels"][1]["fieldConfig"]["defaults"]["units"] = "s"
    read = json.loads(json.dumps(Dashboard.from_json(json.loads(json.dumps(wrong))), cls=JSONEncoder))
    assert "/panels/1/fieldConfig/defaults/units" in set(lost(wrong, read))


def test_the_files_are_what_their_source_makes(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "src" / "dashboards")
    from make import boards

    assert {name: (FOLDER / name).read_text() for name in boards()} == boards()
    assert sorted(boards()) == sorted(file.name for file in FOLDER.iterdir())
