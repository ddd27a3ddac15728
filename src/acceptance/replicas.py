"""Three exporters that share a PostgreSQL, killed in turn while jobs end and Prometheus scrapes all of them."""

import json
import signal
import time
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack
from threading import Event

from alerting import FIRST_SUBMITTED_SECONDS, OLD_FAILURES, alerting_prometheus, fleet, old, short_windows, simulator
from alertmanager import Receiver, alertmanager
from observation import Daemon
from postgresql import PostgreSql
from processes import http, wait_for
from reckoning import have_ended

SCENARIO = "replicated"
WINDOW_SECONDS = 60
# Sixty jobs that alerts are about, and some others. Of each outcome: how many, and every how many seconds one is submitted.
FLEET = {
    "Failed": (16, 3),
    "FailedInProgress": (10, 5),
    "Expired": (14, 3),
    "PartiallyCompleted": (12, 4),
    "CompletedWithErrors": (8, 6),
    "Completed": (8, 6),
    "Stopped": (8, 6),
}
NAMES = "abc"
LEASE_SECONDS = 10  # how long a lease outlives its holder
# Who is killed, one after the other, and for how many seconds it is away at least: each of them once until its leases have ended.
KILLS = [("a", LEASE_SECONDS + 2), ("b", 0), ("c", LEASE_SECONDS + 2), ("a", 0), ("b", LEASE_SECONDS + 2), ("c", 0)]


class Replicas:
    """Their story begins when others have ended, which would keep the machine busy meanwhile, and goes on beside the tests."""

    def __init__(self, folder, others=()):
        self.folder = folder
        self.closing = ExitStack()
        self.closed = Event()
        executor = self.closing.enter_context(ThreadPoolExecutor(1))
        self.end = executor.submit(self._story, others)

    def _story(self, others):
        wait(others)
        if self.closed.is_set():
            return
        self._set_up(self.closing)
        self._tell()

    def _set_up(self, closing):
        (self.folder / "alerts.yml").write_text(short_windows(WINDOW_SECONDS))
        self.database = PostgreSql(self.folder / "postgresql", name="postgresql-of-replicas")
        closing.callback(self.database.stop)
        self.receiver = Receiver()
        closing.callback(self.receiver.close)
        judge = alertmanager(self.folder, self.receiver, "alertmanager-of-replicas")
        closing.callback(judge.stop)
        begun = time.monotonic()
        self.simulator = simulator(self.folder, "old-jobs-of-replicas", [old(begun)])
        closing.callback(lambda: self.simulator.stop())
        self.daemons = self._start_daemons(closing)
        instances = [f"127.0.0.1:{daemon.process.port}" for daemon in self.daemons.values()]
        self.prometheus = alerting_prometheus(self.folder, SCENARIO, instances, judge)
        closing.callback(self.prometheus.stop)
        self._await_old_failures_of(instances)
        # Only now, when all others run, however long they took to start, jobs begin to come.
        self.simulator.stop()
        self.simulator = simulator(self.folder, "all-jobs-of-replicas", [old(begun), *fleet(FLEET)], self.simulator.port)
        self.begin = time.monotonic()

    def _start_daemons(self, closing):
        """Starts them at once, on a database in which there is nothing."""

        def start(name):
            store = self.database.store("replicas")
            daemon = Daemon(self.folder, self.simulator, f"replica-{name}", warmed=False, store=store)
            closing.callback(lambda: daemon.process.stop())
            return daemon

        with ThreadPoolExecutor() as starts:
            return dict(zip(NAMES, starts.map(start, NAMES)))

    def _await_old_failures_of(self, instances):
        expected = OLD_FAILURES * len(instances)
        wait_for("replicas to show old failures", lambda: len(self.prometheus.query("bedrock_batch_job_info")) == expected)

    def result(self):
        """Waits until every alert has come and gone."""
        self.end.result()
        return self

    def _tell(self):
        """Kills each replica in turn while jobs end, then waits until every alert has come and gone."""
        time.sleep(max(0, FIRST_SUBMITTED_SECONDS + 4 - (time.monotonic() - self.begin)))
        for name, pause in KILLS:
            daemon = self.daemons[name]
            daemon.restart(signal.SIGKILL, pause)
            _, back = daemon.absences[-1]
            scraped = f'timestamp(bedrock_batch_exporter_build_info{{instance="127.0.0.1:{daemon.process.port}"}}) > {back}'
            wait_for("a scrape after the restart", lambda: self.prometheus.query(scraped))
        wait_for("all jobs to end", lambda: have_ended(self.jobs()))
        time.sleep(WINDOW_SECONDS)
        wait_for("alerts to resolve", lambda: not self.prometheus.query('ALERTS{alertstate="firing"}'))
        wait_for("Alertmanager to tell so", lambda: not self.receiver.firing())

    def jobs(self):
        """What the simulator itself says of each job."""
        return json.loads(http(f"{self.simulator.url}/simulator/jobs")[1])["jobs"]

    def close(self):
        """Ends all. A story that has not begun is not told any more, as after a test that failed."""
        self.closed.set()
        self.closing.close()
