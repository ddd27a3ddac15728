"""The shipped dashboards and the query cookbook, with what a run of minutes has in place of variables and long windows."""

import json
import re

from processes import ROOT

FOLDER = ROOT / "helm" / "bedrock-batch-exporter" / "files" / "dashboards"
COOKBOOK = ROOT / "docs" / "queries.md"
NAMES = ("fleet", "job", "exporter")
ANYTHING = {"account_id": ".*", "region": ".*", "model_id": ".*", "job": ".*", "name": "", "tag": "tag_team", "usd_in": "1", "usd_out": "5"}
TIMES = {"__range": "1h", "__rate_interval": "1m"}
WINDOW = re.compile(r"\[\d+[mhd](:\d+m)?\]")


def board(name):
    return json.loads((FOLDER / f"{name}.json").read_text())


def panels(name):
    """Every panel with queries, also those in rows that are collapsed."""
    outer = board(name)["panels"]
    return [each for panel in outer for each in (panel, *panel.get("panels", [])) if each.get("targets")]


def queries(name):
    """The title of its panel, and each query."""
    return [(panel["title"], query) for panel in panels(name) for query in queries_of(panel)]


def queries_of(panel):
    return [target["expr"] for target in panel["targets"]]


def cookbook():
    """Each question and its query."""
    return re.findall(r"^## \d+\. ([^\n]+\?)\n\n```promql\n(.+?)```", COOKBOOK.read_text(), re.MULTILINE | re.DOTALL)


def runnable(expression, values):
    """What Prometheus evaluates: with values in place of variables. No window is longer than a minute."""
    known = TIMES | values
    filled = re.sub(r"\$([a-z_]\w*)", lambda found: known[found[1]], expression)
    return WINDOW.sub(lambda window: "[1m:1s]" if window[1] else "[1m]", filled)
