"""Prometheus, asked over HTTP."""

import json
import re
from urllib.error import HTTPError
from urllib.parse import urlencode

from processes import Process, http, wait_for

LISTENING = re.compile(r'msg="Listening on" address=127\.0\.0\.1:(\d+)')
EVER = "1h"  # longer than all tests together take


class Prometheus:
    """A Prometheus server that scrapes each target under the name of its job."""

    def __init__(self, name, folder, targets, *flags, every="5s", labels=None, **config):
        """Targets are lists by job; labels are external ones; more of its configuration by keyword."""
        scrapes = [{"job_name": job, "static_configs": [{"targets": hosts}]} for job, hosts in targets.items()]
        times = {"scrape_interval": every, "scrape_timeout": every, "evaluation_interval": every}
        file = folder / f"{name}.yml"
        file.write_text(json.dumps({"global": times | {"external_labels": labels or {}}, "scrape_configs": scrapes} | config))
        self.command = [
            "prometheus",
            f"--config.file={file}",
            f"--storage.tsdb.path={folder}/{name}",
            "--web.listen-address=127.0.0.1:0",
            "--log.level=debug",  # tells why scrapes fail
            *flags,
        ]
        self.name = name
        self.process = None
        self.start()

    def start(self):
        """Starts it, or starts it again with what it has stored."""
        self.process = Process(self.name, *self.command, ready=LISTENING)
        wait_for(f"{self.name} to answer queries", self._is_ready)

    def _is_ready(self):
        """It listens before it has read what it stored, and answers with 503 until then."""
        try:
            return http(f"{self.process.url}/-/ready")
        except HTTPError:
            return None

    def stop(self):
        return self.process.stop()

    def query(self, expression):
        """The series of an instant query, or with a range those of their raw samples."""
        answer = json.loads(http(f"{self.process.url}/api/v1/query?{urlencode({'query': expression})}")[1])
        assert answer["status"] == "success" and not answer.get("warnings"), answer
        return answer["data"]["result"]

    def raw(self, selector):
        """Returns every sample since the server's start: labels, and pairs of time and value."""
        series = self.query(f"{selector}[{EVER}]")
        return [(each["metric"], [(at, float(value)) for at, value in each["values"]]) for each in series]

    def targets(self):
        return json.loads(http(f"{self.process.url}/api/v1/targets")[1])["data"]["activeTargets"]
