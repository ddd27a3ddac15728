"""Two minutes in which Prometheus scrapes a demo, and a daemon on SQLite that is restarted and killed."""

import json
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

from expositions import OPENMETRICS, PROTOBUF, scrape
from processes import Process, exporter, http

SECONDS = 120
OUTCOMES = "Completed CompletedWithErrors PartiallyCompleted Failed FailedInProgress Stopped Expired".split()
TIMELINE = "{submitted: 1s, validating: 2s, scheduled: 3s, in_progress: 4s, stopping: 1s}"
LISTENING = re.compile(r'msg="Listening on" address=127\.0\.0\.1:(\d+)')


def fleet():
    """Jobs that arrive from 100 s before the start to 95 s after it, so that some settle while they are watched."""
    series = [
        f"- {{name: {outcome.lower()}, outcome: {outcome}, region: {('us-east-1', 'us-west-2')[i % 2]},"
        f" submitted: -{100 - i}s, every: 5s, count: 40, timeline: {TIMELINE}}}"
        for i, outcome in enumerate(OUTCOMES)
    ]
    return "\n".join(["count_lag: 2s", "jobs:", *series]) + "\n"


def warm(process):
    """Asks for each format once: on a busy machine a cold JVM may take longer for it than a scrape may."""
    for accept in (OPENMETRICS, PROTOBUF):
        scrape(process.url, accept)


class Daemon:
    """The exporter on SQLite, always on the same port."""

    def __init__(self, folder, simulator):
        self.file = folder / "exporter.yml"
        self.file.write_text(
            "poll: {interval: 1s, max_requests_per_second: 50}\n"
            "discovery: [{regions: [us-east-1, us-west-2]}]\n"
            f"aws: {{endpoint_url: '{simulator.url}'}}\n"
            f"store: {{type: sqlite, path: '{folder}/state.db'}}\n"
        )
        self.absences = []  # from when to when it was not there
        self.exit_codes = []
        self.process = self._start()

    def _start(self, port=0):
        process = exporter(f"daemon-{len(self.exit_codes) + 1}", f"--config.file={self.file}", port=port)
        warm(process)
        return process

    def restart(self, how):
        begin = time.time()
        self.exit_codes.append(self.process.stop(how))
        self.process = self._start(self.process.port)
        self.absences.append((begin, time.time()))


class Prometheus:
    """A Prometheus server that scrapes each target under the name of its job, every five seconds."""

    def __init__(self, name, folder, targets, *flags):
        jobs = [{"job_name": job, "static_configs": [{"targets": [target]}]} for job, target in targets.items()]
        config = folder / f"{name}.yml"
        every = {"scrape_interval": "5s", "scrape_timeout": "5s"}
        config.write_text(json.dumps({"global": every, "scrape_configs": jobs}))
        self.process = Process(
            name,
            "prometheus",
            f"--config.file={config}",
            f"--storage.tsdb.path={folder}/{name}",
            "--web.listen-address=127.0.0.1:0",
            "--log.level=debug",  # tells why scrapes fail
            *flags,
            ready=LISTENING,
        )

    def query(self, expression):
        """The series of an instant query, or with a range those of their raw samples."""
        answer = json.loads(http(f"{self.process.url}/api/v1/query?{urlencode({'query': expression})}")[1])
        assert answer["status"] == "success" and not answer.get("warnings"), answer
        return answer["data"]["result"]

    def raw(self, selector):
        """Every sample of the time of observation: labels, and pairs of time and value."""
        series = self.query(f"{selector}[10m]")
        return [(each["metric"], [(at, float(value)) for at, value in each["values"]]) for each in series]

    def targets(self):
        return json.loads(http(f"{self.process.url}/api/v1/targets")[1])["data"]["activeTargets"]


class Observation:
    def __init__(self, folder, demo):
        script = folder / "fleet.yml"
        script.write_text(fleet())
        warm(demo)
        self.begin = time.monotonic()
        self.simulator = exporter("daemon-simulator", "simulator", f"--simulator.file={script}")
        self.daemon = Daemon(folder, self.simulator)
        targets = {"demo": f"127.0.0.1:{demo.port}", "run": f"127.0.0.1:{self.daemon.process.port}"}
        protobuf = "--enable-feature=native-histograms"  # makes Prometheus ask for protobuf
        self.servers = {
            "OpenMetrics": Prometheus("prometheus", folder, targets),
            "protobuf": Prometheus("prometheus-protobuf", folder, targets, protobuf),
        }
        self.executor = ThreadPoolExecutor(1)
        self.story = self.executor.submit(self._tell)

    def _tell(self):
        self._wait_until(SECONDS / 3)
        self.daemon.restart(signal.SIGTERM)
        self._wait_until(SECONDS * 2 / 3)
        self.daemon.restart(signal.SIGKILL)
        self._wait_until(SECONDS)

    def _wait_until(self, seconds):
        time.sleep(max(0, self.begin + seconds - time.monotonic()))

    def close(self):
        self.executor.shutdown()
        for server in self.servers.values():
            server.process.stop()
        self.daemon.process.stop()
        self.simulator.stop()
