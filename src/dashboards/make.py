"""Writes Grafana's dashboards into the chart: python3 src/dashboards/make.py. They are made files: change their source here."""

import json
from pathlib import Path

from exporter import exporter
from fleet import fleet
from job import job

FOLDER = Path(__file__).resolve().parents[2] / "helm" / "bedrock-batch-exporter" / "files" / "dashboards"


def boards():
    """Each file's name and text."""
    made = {"fleet": fleet(), "job": job(), "exporter": exporter()}
    return {f"{name}.json": json.dumps(board, indent=1, ensure_ascii=False) + "\n" for name, board in made.items()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, content in boards().items():
        (FOLDER / name).write_text(content)
