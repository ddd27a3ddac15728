"""The disk under the store takes no more writes: /metrics goes on, nothing is lost, and every job is counted once."""

import signal
import subprocess

import pytest
from disks import FailingDisk, FullDisk, FullDiskOfDatabase, ImmutableFiles, mounted
from observation import Daemon, sqlite
from postgresql import PostgreSql
from processes import ISOLATED, PATIENCE_SECONDS, http, program, wait_for
from reckoning import await_all_counted, await_polls, ends, have_ended, total, transitions, true_ends
from simulation import OUTCOMES, quick_aws

STORE_ERRORS = "bedrock_batch_exporter_store_errors_total"


@pytest.fixture
def aws(tmp_path):
    aws = quick_aws(tmp_path, "disk-simulator")
    yield aws
    aws.process.stop()


@pytest.fixture
def disk(request, tmp_path):
    with mounted(request.param(tmp_path / "disk")) as disk:
        yield disk


@pytest.fixture
def daemon(tmp_path, disk, aws):
    daemon = Daemon(tmp_path, aws, "disk-daemon", store=sqlite(disk.folder, "disk-daemon"), warmed=False)
    yield daemon
    daemon.process.stop()


def store_errors(daemon):
    return total(daemon.process.url, STORE_ERRORS)


def await_store_errors(daemon, count):
    before = store_errors(daemon)
    wait_for(f"{count} errors of the store after {before}", lambda: store_errors(daemon) >= before + count)


@pytest.fixture
def daemon_on_postgresql(tmp_path, disk, aws):
    server = PostgreSql(tmp_path / "postgresql", disk)
    daemon = Daemon(tmp_path, aws, "full-database-daemon", store=server.store("exporter"), warmed=False)
    yield daemon
    daemon.process.stop()
    server.stop()


def let_jobs_end_unrecorded(daemon, disk, aws, of_each_outcome=3):
    """Lets jobs come, and end while nothing can be written."""
    aws.create("before", outcomes=OUTCOMES[:3])
    await_polls(daemon.process.url, 4, result="success")
    disk.refuse_writes()
    aws.create("meanwhile", outcomes=OUTCOMES * of_each_outcome)
    await_store_errors(daemon, 3)
    wait_for("jobs to end", lambda: have_ended(aws.jobs()))
    await_store_errors(daemon, 3)
    assert ends(transitions(daemon.process.url)) != true_ends(aws.jobs()), "something was recorded, so all was tried in vain"
    http(f"{daemon.process.url}/-/healthy")


def go_on_once_it_can_be_written_again(daemon, disk, aws, **jobs):
    let_jobs_end_unrecorded(daemon, disk, aws, **jobs)
    disk.allow_writes()
    aws.create("after", outcomes=OUTCOMES[:3])
    await_all_counted(daemon.process.url, aws)
    errors = store_errors(daemon)
    await_polls(daemon.process.url, 4, result="success")
    assert store_errors(daemon) == errors
    assert daemon.process.popen.poll() is None


@pytest.mark.parametrize("disk", [FullDisk, ImmutableFiles], indirect=True)
def test_goes_on_once_it_can_be_written_again(daemon, disk, aws):
    go_on_once_it_can_be_written_again(daemon, disk, aws)


@pytest.mark.parametrize("disk", [FullDiskOfDatabase], indirect=True)
def test_goes_on_once_the_database_can_be_written_again(daemon_on_postgresql, disk, aws):
    """So many jobs do not fit into the room that is left in the last pages of its tables."""
    go_on_once_it_can_be_written_again(daemon_on_postgresql, disk, aws, of_each_outcome=20)


@pytest.mark.parametrize("disk", [FullDisk], indirect=True)
def test_is_killed_while_it_is_full(daemon, disk, aws):
    let_jobs_end_unrecorded(daemon, disk, aws)
    before = transitions(daemon.process.url)
    daemon.restart(signal.SIGKILL)
    assert transitions(daemon.process.url) == before
    await_store_errors(daemon, 3)
    disk.allow_writes()
    await_all_counted(daemon.process.url, aws)


@pytest.mark.parametrize("disk", [FailingDisk], indirect=True)
def test_becomes_read_only_while_it_is_open(daemon, disk, aws):
    let_jobs_end_unrecorded(daemon, disk, aws)
    assert daemon.process.stop() == 0
    disk.unmount()
    disk.mount()
    daemon.restart(signal.SIGTERM)
    await_all_counted(daemon.process.url, aws)


@pytest.mark.parametrize("disk", [FullDisk], indirect=True)
def test_is_full_at_the_start(disk, tmp_path):
    disk.refuse_writes()
    file = tmp_path / "full.yml"
    file.write_text(f"store: {{type: sqlite, path: '{disk.folder}/full.db'}}\n")
    command = [*program(), f"--config.file={file}", "--web.listen-address=127.0.0.1:0"]
    ended = subprocess.run(command, env=ISOLATED, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    output = ended.stdout + ended.stderr
    assert ended.returncode == 1, output
    assert f"{disk.folder}/full.db: its disk is full: free some space" in output
    assert "\tat " not in output and "Exception in thread" not in output
