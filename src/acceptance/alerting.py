"""Minutes of jobs that end in every way, while Prometheus alerts on them and Alertmanager tells a receiver of ours."""

import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from alertmanager import Receiver, alertmanager
from observation import Daemon
from processes import exporter, wait_for
from prometheus import Prometheus
from rule_cases import RULES

WINDOW_SECONDS = 120
FIRST_SUBMITTED_SECONDS = 20  # after the simulator's second start: by then the exporters ask it again, on a busy machine too
LAST_END_SECONDS = FIRST_SUBMITTED_SECONDS + 63
PAUSE_SECONDS = 60
AWAY_SECONDS = 20  # at least, once: meanwhile six jobs fail, however fast the exporter is back
OLD_FAILURES = 40
OLD_SECONDS = 3 * 60 * 60
# Two jobs that are configured: one that is as slow as it is near its expiration, until it is stopped, and one that is not found for so
# long. A List would not show the late one, which was submitted a day before the exporters began to watch.
ACCOUNT = "123456789012"
LATE_JOB = "latelatelate"
LATE_SECONDS = 180  # when it is stopped
LATE_MODEL = "meta.llama3-1-70b-instruct-v1:0"
LATE_TIMELINE = "{submitted: 1s, validating: 2s, scheduled: %ds, in_progress: %ds, stopping: 1s}"
LOST_SECONDS = 150  # when it is submitted at last
LOST_JOB = "lostlostlost"
MAX_JOBS = 95  # a few less than there are in the end: the oldest failures are left out
DAY_SECONDS = 24 * 60 * 60
LASTING = "BedrockBatchJobsDropped"  # as long as there are so many jobs
FIRING = f'ALERTS{{alertstate="firing", alertname!="{LASTING}"}}'
# The figures of the rules about them, which are for hours and a day.
SHORT = {
    "BedrockBatchJobWillNotFinish": [("30m  # threshold", "20s  # threshold"), ("1800  # threshold", "20  # threshold")],
    "BedrockBatchJobNotFound": [("30m", "90s"), ("offset 5m", "offset 15s")],
    "BedrockBatchJobsDropped": [("for: 15m", "for: 10s")],
    "BedrockBatchQuotaNearlyUsed": [
        ('model_id!="other"', f'model_id=~"(.*/)?{LATE_MODEL}"'),
        ("+Inf  # quota", "1  # quota"),
        ("for: 5m", "for: 10s"),
    ],
}
# Of each outcome: how many jobs, and every how many seconds one is submitted.
FLEET = {
    "Completed": (12, 4),
    "CompletedWithErrors": (6, 8),
    "PartiallyCompleted": (10, 5),
    "Failed": (10, 5),
    "FailedInProgress": (6, 9),
    "Stopped": (6, 8),
    "Expired": (10, 5),
}
TIMELINE = "{submitted: 1s, validating: 2s, scheduled: 2s, in_progress: 4s, stopping: 1s}"
MODELS = {"us-east-1": "amazon.nova-lite-v1:0", "us-west-2": "anthropic.claude-3-haiku-20240307-v1:0"}
ALERTS = {
    "CompletedWithErrors": ("BedrockBatchJobCompletedWithErrors", "warning"),
    "PartiallyCompleted": ("BedrockBatchJobPartiallyCompleted", "warning"),
    "Failed": ("BedrockBatchJobFailed", "critical"),
    "FailedInProgress": ("BedrockBatchJobFailed", "critical"),
    "Expired": ("BedrockBatchJobExpired", "critical"),
}


def short_windows(seconds):
    """The shipped rules with another window: the file says in its head how its figures are changed."""
    rules = re.sub(r"(?m)[0-9.]+[a-z]*([^0-9A-Za-z\n]*)# window$", rf"{seconds}s\1# window", RULES.read_text())
    return re.sub(r"(?m)[0-9]+([^0-9A-Za-z\n]*)# window in seconds$", rf"{seconds}\1# window in seconds", rules)


def short_rules():
    """The shipped rules with short windows, and with the figures that the late and the lost job need."""
    begin, *alerts = short_windows(WINDOW_SECONDS).split("      - alert: ")
    return begin + "".join("      - alert: " + shortened(alert) for alert in alerts)


def shortened(alert):
    for figure, short in SHORT.get(alert.partition("\n")[0], []):
        assert figure in alert, f"{figure}: not in {alert}"
        alert = alert.replace(figure, short)
    return alert


def old(begun):
    """Failures of hours ago, which nobody watched."""
    age = OLD_SECONDS + round(time.monotonic() - begun)
    return f"- {{name: old, outcome: Failed, submitted: -{age}s, every: 1m, count: {OLD_FAILURES}, {of_region(0)}}}"


def fleet(jobs=FLEET):
    """Jobs that end while they are watched."""
    return [
        f"- {{name: {outcome.lower()}, outcome: {outcome}, submitted: {FIRST_SUBMITTED_SECONDS + i}s, every: {every}s,"
        f" count: {count}, {of_region(i)}}}"
        for i, (outcome, (count, every)) in enumerate(jobs.items())
    ]


def late():
    """Runs as the simulator starts, and would need twice the time that it has."""
    begun, ahead = 5, 10
    scheduled = DAY_SECONDS - LATE_SECONDS - ahead - begun - 3
    timeline = LATE_TIMELINE % (scheduled, LATE_SECONDS + begun)
    place = f"region: us-east-1, model: '{LATE_MODEL}', timeline: {timeline}"
    return f"- {{name: late, id: {LATE_JOB}, outcome: Stopped, submitted: -{scheduled + begun + 3}s, records: 1000000, {place}}}"


def lost():
    return f"- {{name: lost, id: {LOST_JOB}, outcome: Completed, submitted: {LOST_SECONDS}s, {of_region(0)}}}"


def expected_warnings(scenario):
    """The labels of the alerts about the late and the lost job, about the jobs that are left out, and about a quota of one job."""
    target = {
        "severity": "warning",
        "account_id": ACCOUNT,
        "region": "us-east-1",
        "job": "bedrock-batch-exporter",
        "scenario": scenario,
    }
    model = {"model_id": f"arn:aws:bedrock:us-east-1::foundation-model/{LATE_MODEL}"}
    late = target | model | {"job_id": LATE_JOB, "job_name": "late"}
    yield late | {"alertname": "BedrockBatchJobWillNotFinish"}
    yield late | {"alertname": "BedrockBatchJobExpiresSoon"}
    yield target | {"alertname": "BedrockBatchJobNotFound", "job_id": LOST_JOB}
    yield target | {"alertname": "BedrockBatchJobsDropped"}
    yield target | model | {"alertname": "BedrockBatchQuotaNearlyUsed"}


def expected_alerts(jobs, scenario):
    """The labels of the alert of each job that shall have one."""
    for job in jobs:
        if job["outcome"] in ALERTS and not job["jobName"].startswith("old"):
            name, severity = ALERTS[job["outcome"]]
            yield {
                "alertname": name,
                "severity": severity,
                "account_id": job["account"],
                "region": job["region"],
                "job_id": job["jobArn"].rpartition("/")[2],
                "job_name": job["jobName"],
                "model_id": f"arn:aws:bedrock:{job['region']}::foundation-model/{MODELS[job['region']]}",
                "job": "bedrock-batch-exporter",
                "scenario": scenario,
            }


def of_region(i):
    region, model = list(MODELS.items())[i % len(MODELS)]
    return f"region: {region}, model: '{model}', timeline: {TIMELINE}"


def simulator(folder, name, jobs, port=0):
    """A simulator of these jobs alone."""
    script = folder / f"{name}.yml"
    script.write_text("\n".join(["count_lag: 0s", "jobs:", *jobs]) + "\n")
    return exporter(f"simulator-of-{name}", "simulator", f"--simulator.file={script}", port=port)


def alerting_prometheus(folder, scenario, targets, alertmanager):
    """A Prometheus that scrapes exporters, evaluates alerts.yml and tells an Alertmanager, each alert with the scenario's name."""
    return Prometheus(
        f"alerting-{scenario}",
        folder,
        {"bedrock-batch-exporter": targets},
        every="5s",
        labels={"scenario": scenario},
        rule_files=[str(folder / "alerts.yml")],
        alerting={"alertmanagers": [{"static_configs": [{"targets": [f"127.0.0.1:{alertmanager.port}"]}]}]},
    )


class Alerting:
    """
    A simulator with two exporters: `steady`, and `killed`, which is killed and restarted and has sparse status series. Four
    servers of Prometheus are scenarios: one for each exporter, `paused`, which is down for a minute while it should watch
    steady, and `replicas`, which scrapes steady as two instances, as replicas show the same that share a store.
    """

    def __init__(self, folder):
        self.folder = folder
        self.closing = ExitStack()
        try:
            self._set_up()
        except BaseException:
            self.close()
            raise

    def _set_up(self):
        (self.folder / "alerts.yml").write_text(short_rules())
        self.receiver = Receiver()
        self.closing.callback(self.receiver.close)
        self.alertmanager = alertmanager(self.folder, self.receiver)
        self.closing.callback(self.alertmanager.stop)
        begun = time.monotonic()
        self.simulator = simulator(self.folder, "old-jobs", [old(begun)])
        self.closing.callback(lambda: self.simulator.stop())
        self._start_daemons()
        self._start_servers()
        self._leave_before_any_alert()
        # Only now, when all others run, however long they took to start, jobs begin to come.
        self.simulator.stop()
        self.simulator = simulator(self.folder, "all-jobs", [old(begun), late(), lost(), *fleet()], self.simulator.port)
        self.begin = time.monotonic()
        executor = self.closing.enter_context(ThreadPoolExecutor())
        self.stories = [executor.submit(story) for story in (self._kill, self._pause)]
        self.end = executor.submit(self._await_end)

    def _start_daemons(self):
        with ThreadPoolExecutor() as starts:
            # Not warmed: alerts have to hold over scrapes that fail for whatever reason.
            arns = [f"arn:aws:bedrock:us-east-1:{ACCOUNT}:model-invocation-job/{job}" for job in (LATE_JOB, LOST_JOB)]
            more = f"jobs: {arns}\nretention: {{max_jobs: {MAX_JOBS}}}\n"
            steady = starts.submit(Daemon, self.folder, self.simulator, "steady", more, warmed=False)
            sparse = more + "metrics: {status_series: sparse}\n"
            killed = starts.submit(Daemon, self.folder, self.simulator, "killed", sparse, warmed=False)
        self.steady, self.killed = steady.result(), killed.result()
        for daemon in (self.steady, self.killed):
            self.closing.callback(lambda daemon=daemon: daemon.process.stop())

    def _start_servers(self):
        steady, killed = self.steady.process.port, self.killed.process.port
        instances = {
            "steady": [f"127.0.0.1:{steady}"],
            "killed": [f"127.0.0.1:{killed}"],
            "paused": [f"127.0.0.1:{steady}"],
            "replicas": [f"127.0.0.1:{steady}", f"localhost:{steady}"],
        }
        self.servers = {
            scenario: alerting_prometheus(self.folder, scenario, targets, self.alertmanager)
            for scenario, targets in instances.items()
        }
        for scenario, server in self.servers.items():
            self.closing.callback(server.stop)
            wait_for(f"{scenario} to see old failures", lambda: len(server.query("bedrock_batch_job_info")) >= OLD_FAILURES)

    def _kill(self):
        for how, pause in [(signal.SIGKILL, 0), (signal.SIGTERM, 0), (signal.SIGKILL, AWAY_SECONDS), (signal.SIGKILL, 0)]:
            self._wait_until(FIRST_SUBMITTED_SECONDS + 4 + 12 * len(self.killed.absences))
            self.killed.restart(how, pause)
            _, back = self.killed.absences[-1]
            scraped = f"timestamp(bedrock_batch_exporter_build_info) > {back}"
            wait_for("a scrape after the restart", lambda: self.servers["killed"].query(scraped))

    def _leave_before_any_alert(self):
        """Stops the paused server: one that ends while an alert fires begins a new period when it is back."""
        server = self.servers["paused"]
        assert not server.query(FIRING), "too busy a machine: an alert fires before Prometheus has stopped"
        self.left = time.time()
        server.stop()

    def _pause(self):
        self._wait_until(max(PAUSE_SECONDS, FIRST_SUBMITTED_SECONDS + 30))
        self.servers["paused"].start()
        self.pause = (self.left, time.time())
        away = self.pause[1] - self.pause[0]
        assert away < WINDOW_SECONDS, f"too busy a machine: Prometheus was away for {away:.0f} s, the window"

    def seconds(self):
        return time.monotonic() - self.begin

    def _wait_until(self, seconds):
        time.sleep(max(0, seconds - self.seconds()))

    def result(self):
        """Waits until every alert has come and gone."""
        self.end.result()
        return self

    def _await_end(self):
        for story in self.stories:
            story.result()
        self._wait_until(max(LAST_END_SECONDS, self.seconds()) + WINDOW_SECONDS)
        for scenario, server in self.servers.items():
            wait_for(f"alerts of {scenario} to resolve", lambda: not server.query(FIRING))
        wait_for("Alertmanager to tell so", lambda: not self.receiver.firing(save=LASTING))

    def close(self):
        self.closing.close()
