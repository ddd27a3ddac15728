"""The shipped rules and the examples of config/, as the tools that they are for read them."""

import re
import subprocess

import pytest
from processes import ROOT
from rule_cases import RULES

ALERTMANAGER = ROOT / "config" / "alertmanager.yml"
FOUND = f"{len(re.findall('- (?:alert|record): ', RULES.read_text()))} rules found"


def says(*command):
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_promtool_accepts_the_rules():
    assert FOUND in says("promtool", "check", "rules", "--lint=all", "--lint-fatal", RULES)


def test_promtool_accepts_the_example_of_prometheus_with_the_rules():
    assert FOUND in says("promtool", "check", "config", ROOT / "config" / "prometheus.yml")


def test_promtool_accepts_prometheus_of_the_compose_file(tmp_path):
    for file in (RULES, ROOT / "config" / "compose" / "prometheus.yml"):
        (tmp_path / file.name).write_text(file.read_text())
    assert FOUND in says("promtool", "check", "config", tmp_path / "prometheus.yml")


def test_amtool_accepts_the_example_of_alertmanager():
    assert "SUCCESS" in says("amtool", "check-config", ALERTMANAGER)


@pytest.mark.parametrize("severity, receiver", [("critical", "on-call"), ("warning", "tickets")])
def test_severity_chooses_the_receiver(severity, receiver):
    routed = says("amtool", "config", "routes", "test", f"--config.file={ALERTMANAGER}", f"severity={severity}", "account_id=1")
    assert routed.strip() == receiver


@pytest.mark.parametrize("labels, receiver", [(["tag_team=search"], "team-search"), (["tag_team=other"], "on-call"), ([], "on-call")])
def test_a_tag_chooses_the_team(labels, receiver):
    routed = says("amtool", "config", "routes", "test", f"--config.file={ALERTMANAGER}", "severity=critical", *labels)
    assert routed.strip() == receiver


def test_messages_are_grouped_by_account_and_model():
    assert "group_by: [account_id, model_id]\n" in ALERTMANAGER.read_text()
