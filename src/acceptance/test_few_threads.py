"""Where threads run out, the exporter goes on to poll, failing or not, or ends: it does not stay alive without its schedule."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from processes import ISOLATED, JAR, PATIENCE_SECONDS, READY, http

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root may start a process as another user")

USER = 54321  # of no other process: the limit counts all of a user's threads
POLLS = re.compile(r"^bedrock_batch_exporter_polls_total\{.*\} (\S+)$", re.MULTILINE)
FAILED = "unexpected failure. The exporter keeps running"
CONFIG = """
poll: {interval: 1s}
discovery: [{regions: [us-east-1], accounts: ["123456789012"]}]
aws: {endpoint_url: "http://127.0.0.1:1", connect_timeout: 1s}
store: {type: memory}
"""


@pytest.fixture(scope="module")
def folder():
    """The jar and a configuration where that user may read them."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o777)
    shutil.copy(JAR, path / "exporter.jar")
    (path / "exporter.yml").write_text(CONFIG)
    yield path
    shutil.rmtree(path)


@pytest.mark.parametrize("threads", range(16, 32, 2))
def test_it_polls_or_ends(folder, threads):
    java = Path(os.environ["JDK25"]) / "bin" / "java"
    command = [
        *("setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "prlimit", f"--nproc={threads}"),
        *(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:ActiveProcessorCount=2", "-Xmx64m"),
        *("-jar", folder / "exporter.jar", f"--config.file={folder}/exporter.yml", "--web.listen-address=127.0.0.1:0"),
    ]
    with (folder / "out").open("w") as out, (folder / "err").open("w") as err:
        process = subprocess.Popen(command, cwd=folder, env=ISOLATED, stdout=out, stderr=err)
    try:
        assert ends_with_a_line(process, folder) if not polls(process, folder) else process.poll() is None
    finally:
        process.kill()
        process.wait()


def polls(process, folder):
    """Whether it polls three times, or says that it could not, before it ends."""
    end = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None:
        assert time.monotonic() < end, "alive, and does not poll"
        said = (folder / "out").read_text()
        ready = READY.search(said)
        if ready and (said.count(FAILED) > 0 or polled(ready.group(1)) >= 3):
            return True
        time.sleep(0.2)
    return False


def polled(port):
    try:
        exposition = http(f"http://127.0.0.1:{port}/metrics")[1].decode()
    except OSError:
        return 0
    return sum(float(count) for count in POLLS.findall(exposition))


def ends_with_a_line(process, folder):
    said = (folder / "err").read_text().splitlines()
    return process.wait() == 1 and len(said) == 1 and "unable to create native thread" in said[0]
