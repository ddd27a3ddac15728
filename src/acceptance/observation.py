"""Two minutes in which Prometheus scrapes a demo, and a daemon on SQLite that is restarted and killed."""

import signal
import time
from concurrent.futures import ThreadPoolExecutor

from expositions import OPENMETRICS, PROTOBUF, scrape
from processes import exporter
from prometheus import Prometheus
from simulation import OUTCOMES

SECONDS = 120
SCRAPE_SECONDS = 5
EVERY = f"{SCRAPE_SECONDS}s"
TIMELINE = "{submitted: 1s, validating: 2s, scheduled: 3s, in_progress: 4s, stopping: 1s}"


def fleet():
    """Jobs that arrive from 100 s before the start to 95 s after it, so that some settle while they are watched."""
    series = [
        f"- {{name: {outcome.lower()}, outcome: {outcome}, region: {('us-east-1', 'us-west-2')[i % 2]},"
        f" model: '{('amazon.nova-lite-v1:0', 'us.amazon.nova-pro-v1:0')[i % 3 > 0]}',"
        f" submitted: -{100 - i}s, every: 5s, count: 40, timeline: {TIMELINE}}}"
        for i, outcome in enumerate(OUTCOMES)
    ]
    return "\n".join(["count_lag: 2s", "jobs:", *series]) + "\n"


def warm(process):
    """Asks for each format once: on a busy machine a cold JVM may take longer for it than a scrape may."""
    for accept in (OPENMETRICS, PROTOBUF):
        scrape(process.url, accept)


def sqlite(folder, name):
    """The store section for a file in a folder."""
    return f"{{type: sqlite, path: '{folder}/{name}.db'}}"


def configuration(folder, simulator, name, more="", store=None):
    """Writes the configuration of a daemon that polls every second. Its store is a SQLite file unless the store section is given."""
    file = folder / f"{name}.yml"
    file.write_text(
        "poll: {interval: 1s, max_requests_per_second: 50}\n"
        "discovery: [{regions: [us-east-1, us-west-2]}]\n"
        f"aws: {{endpoint_url: '{simulator.url}'}}\n"
        f"store: {store or sqlite(folder, name)}\n"
        f"{more}"
    )
    return file


class Daemon:
    """The exporter, always on the same port. Surroundings are what its process runs in: environment, java."""

    def __init__(self, folder, simulator, name="daemon", more="", warmed=True, store=None, **surroundings):
        self.name = name
        self.warmed = warmed
        self.surroundings = surroundings
        self.runs = []
        self.file = configuration(folder, simulator, name, more, store)
        self.absences = []  # from when to when it was not there
        self.exit_codes = []
        self.process = self._start()

    def _start(self, port=0):
        name = f"{self.name}-{len(self.exit_codes) + 1}"
        process = exporter(name, f"--config.file={self.file}", port=port, **self.surroundings)
        self.runs.append(process)
        if self.warmed:
            warm(process)
        return process

    def restart(self, how, pause=0):
        begin = time.time()
        self.exit_codes.append(self.process.stop(how))
        time.sleep(pause)
        self.process = self._start(self.process.port)
        self.absences.append((begin, time.time()))


class Observation:
    def __init__(self, folder, demo):
        script = folder / "fleet.yml"
        script.write_text(fleet())
        warm(demo)
        self.begin = time.monotonic()
        self.simulator = exporter("daemon-simulator", "simulator", f"--simulator.file={script}")
        self.daemon = Daemon(folder, self.simulator)
        targets = {"demo": [f"127.0.0.1:{demo.port}"], "run": [f"127.0.0.1:{self.daemon.process.port}"]}
        protobuf = "--enable-feature=native-histograms"  # makes Prometheus ask for protobuf
        self.servers = {
            "OpenMetrics": Prometheus("prometheus", folder, targets, every=EVERY),
            "protobuf": Prometheus("prometheus-protobuf", folder, targets, protobuf, every=EVERY),
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
            server.stop()
        self.daemon.process.stop()
        self.simulator.stop()
