"""Processes under judgement, and those that judge: started on free ports, awaited, stopped."""

import os
import re
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
JAR = ROOT / "target" / "bedrock-batch-exporter.jar"
LOGS = ROOT / "target" / "acceptance"
PATIENCE_SECONDS = 120  # on a machine that is busy with other builds
READY = re.compile(r"(?:Ready: metrics at|Simulator ready: aws.endpoint_url) https?://127\.0\.0\.1:(\d+)")
# No credentials, region or settings of whoever runs this.
ISOLATED = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")} | {
    "AWS_ACCESS_KEY_ID": "simulated",
    "AWS_SECRET_ACCESS_KEY": "simulated",
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}


class Process:
    """
    A process whose output goes to target/acceptance/NAME.log, from which its port is read. Without a pattern for that nothing
    is awaited.
    """

    def __init__(self, name, *command, ready=None, environment=None):
        LOGS.mkdir(parents=True, exist_ok=True)
        self.log = LOGS / f"{name}.log"
        with self.log.open("w") as out:
            env = ISOLATED | (environment or {})
            self.popen = subprocess.Popen(command, cwd=LOGS, env=env, stdout=out, stderr=subprocess.STDOUT)
        if ready:
            self.await_ready(ready)

    def await_ready(self, pattern):
        try:
            self.port = int(wait_for(f"the process to be ready, see {self.log}", lambda: self._ready(pattern)))
        except BaseException:
            self._kill()
            raise
        self.url = f"http://127.0.0.1:{self.port}"

    def _ready(self, pattern):
        assert self.popen.poll() is None, f"ended with {self.popen.returncode}: {self.output()}"
        found = pattern.search(self.output())
        return found and found.group(1)

    def output(self):
        return self.log.read_text()

    def stop(self, how=signal.SIGTERM):
        """Its exit code, after a signal."""
        self.popen.send_signal(how)
        try:
            return self.popen.wait(PATIENCE_SECONDS)
        finally:
            self._kill()

    def _kill(self):
        """Ends it at the latest now: what comes next may need its files, its port or the disk that it is on."""
        self.popen.kill()
        self.popen.wait()


def exporter(name, *arguments, port=0, environment=None, java=()):
    """The jar's program with a command or flags, of run, demo and simulator alike. java are options of the JVM."""
    listen = f"--web.listen-address=127.0.0.1:{port}"
    return Process(name, *program(*java), *arguments, listen, ready=READY, environment=environment)


def program(*java):
    """The command that runs the jar's program, with options of the JVM."""
    return [Path(os.environ["JDK25"]) / "bin" / "java", *java, "-jar", JAR]


def wait_for(what, condition, seconds=PATIENCE_SECONDS):
    """Returns the first true value of a condition that is polled for a bounded time. What is awaited may be a callable."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s for {what() if callable(what) else what}")


def http(url, method="GET", body=None, **headers):
    """The headers and the body of an answer; names of headers with _ for -."""
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, data=body, method=method, headers=fields)
    with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
        return answer.headers, answer.read()
