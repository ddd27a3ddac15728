"""The queries in README and in the documents are PromQL, as promtool parses it."""

import re
import subprocess

import pytest
from processes import ROOT

# docs/queries.md has a test of its own, which runs them.
DOCUMENTS = [ROOT / "README.md", *sorted(path for path in (ROOT / "docs").glob("*.md") if path.name != "queries.md")]


def queries(document):
    """A query begins at each line that is not indented. One with an ellipsis is no whole query."""
    blocks = re.findall(r"(?ms)^```promql\n(.*?)^```", document.read_text())
    parts = [part for block in blocks for part in re.split(r"\n+(?=\S)", re.sub(r"(?m)^#.*\n", "", block)) if part.strip()]
    return [part.rstrip() for part in parts if "…" not in part]


CASES = [document for document in DOCUMENTS if queries(document)]


@pytest.mark.parametrize("document", CASES, ids=lambda document: document.name)
def test_queries_are_promql(document, tmp_path):
    rules = tmp_path / "rules.yml"
    records = [
        f"  - record: document:query{number}\n    expr: |\n" + re.sub("(?m)^", "      ", query)
        for number, query in enumerate(queries(document))
    ]
    rules.write_text("groups:\n- name: document\n  rules:\n" + "\n".join(records) + "\n")
    checked = subprocess.run(["promtool", "check", "rules", rules], capture_output=True, text=True, timeout=60)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_there_are_documents_with_queries():
    assert {"README.md", "metrics.md"} <= {document.name for document in CASES}
