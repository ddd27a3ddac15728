"""The clock of one of two replicas on a PostgreSQL goes wrong and comes right: polling goes on, and every job is counted once."""

import time

import pytest
from clocks import COUNT_LAG, HOUR, NEAR_SECONDS, Clock
from observation import Daemon
from postgresql import PostgreSql
from processes import wait_for
from reckoning import (
    LAST_SUCCESS,
    await_all_counted,
    await_polls,
    check_way,
    ends,
    have_ended,
    polls,
    series,
    total,
    transitions,
    true_ends,
)
from simulation import quick_aws

INTERVAL_SECONDS = 1
REGIONS = 2
SKEW = "bedrock_batch_exporter_clock_skew_seconds"


class Scene:
    """Two replicas, of which one has a clock that can be set."""

    def __init__(self, folder, aws, database, account):
        self.aws = aws
        self.account = account
        self.clock = Clock(folder)
        store = database.store(f"clock_{account[-3:]}")
        name = f"clock-of-{account[-3:]}"
        own = {"AWS_ACCESS_KEY_ID": account}
        right = Daemon(folder, aws, f"{name}-right", warmed=False, store=store, environment=own)
        wrong = Daemon(folder, aws, f"{name}-wrong", warmed=False, store=store, environment=own | self.clock.environment())
        self.right, self.wrong = right.process, wrong.process
        self.await_polls(4)

    def polls(self):
        return sum(polls(replica.url, account_id=self.account) for replica in (self.right, self.wrong))

    def await_polls(self, count):
        before = self.polls()
        wait_for(lambda: f"{count} polls after {before}, {self.polls()} now", lambda: self.polls() >= before + count, 60)

    def ages(self):
        """How long ago each region was last polled with success: by the true clock, or the wrong one where that is nearer."""
        now = time.time()
        ages = [now - value for labels, value in series(self.right.url, LAST_SUCCESS) if labels["account_id"] == self.account]
        return [min(age, age + self.clock.seconds, key=abs) for age in ages]

    def check_polling(self, seconds=10):
        """Each region is polled in time, and no more than twice as often as it should be."""
        begin, before = time.monotonic(), self.polls()
        self.await_polls(REGIONS * seconds // 2)
        most = 2 * REGIONS * ((time.monotonic() - begin) / INTERVAL_SECONDS + 1)
        assert self.polls() - before <= most
        wait_for(
            lambda: f"last successes to be of now, they are {self.ages()} s old",
            lambda: len(self.ages()) == REGIONS and all(abs(age) < NEAR_SECONDS for age in self.ages()),
            seconds=30,
        )

    def close(self):
        self.wrong.stop()
        self.right.stop()


@pytest.fixture(scope="module")
def quick(tmp_path_factory):
    aws = quick_aws(tmp_path_factory.mktemp("clock-of-a-replica"), "clock-of-a-replica-simulator", COUNT_LAG)
    yield aws
    aws.process.stop()


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    server = PostgreSql(tmp_path_factory.mktemp("clock-database"))
    yield server
    server.stop()


@pytest.fixture
def scene(request, tmp_path, quick, database):
    scene = Scene(tmp_path, quick, database, f"{200000000000 + request.session.items.index(request.node)}")
    yield scene
    scene.close()


@pytest.mark.parametrize("seconds", [2 * HOUR, -HOUR])
def test_goes_wrong_and_comes_back(scene, seconds):
    scene.aws.create("before", scene.account)
    scene.clock.set(seconds)
    scene.check_polling()
    wait_for("the wrong clock to be told", lambda: abs(total(scene.wrong.url, SKEW) - seconds) < NEAR_SECONDS)
    assert "Clock skew of " in scene.wrong.output()
    scene.aws.create("meanwhile", scene.account)
    scene.check_polling()
    scene.clock.set(0)
    scene.aws.create("after", scene.account)
    scene.check_polling()
    await_counted(scene)


@pytest.mark.parametrize("seconds", [2 * HOUR, -HOUR])
def test_is_killed_while_its_clock_is_wrong(scene, seconds):
    """What it has set in the database must not keep the other from polling."""
    scene.clock.set(seconds)
    scene.check_polling()
    scene.wrong.stop(9)
    scene.clock.set(0)
    scene.aws.create("after", scene.account)
    before = polls(scene.right.url, account_id=scene.account)
    wait_for("the other to poll", lambda: polls(scene.right.url, account_id=scene.account) >= before + 3 * REGIONS, 30)
    await_all_counted(scene.right.url, scene.aws, scene.account)


@pytest.mark.parametrize("seconds", [2 * HOUR, -HOUR])
def test_dies_during_its_polls_while_its_clock_is_wrong(request, tmp_path, quick, database, seconds):
    """What it ran must not stay its own until the clock of the other comes to where its clock was."""
    account = f"{200000000000 + request.session.items.index(request.node)}"
    clock = Clock(tmp_path, seconds)
    own = {"AWS_ACCESS_KEY_ID": account}
    replica = {"warmed": False, "store": database.store(f"clock_{account[-3:]}")}
    wrong = Daemon(tmp_path, quick, f"dies-{account}", **replica, environment=own | clock.environment()).process
    await_polls(wrong.url, 2 * REGIONS, account_id=account)
    hangs = quick.lasting_fault(operation="ListModelInvocationJobs", kind="hang")
    await_standstill(wrong.url, account)
    wrong.stop(9)
    quick.heal(hangs)
    quick.create("after", account)
    right = Daemon(tmp_path, quick, f"lives-{account}", **replica, environment=own).process
    try:
        await_all_counted(right.url, quick, account)
    finally:
        right.stop()


def await_standstill(url, account, seconds=2 * INTERVAL_SECONDS):
    """Waits until no poll has ended for some time."""
    last = {"polls": -1, "at": 0}

    def stands():
        count = polls(url, account_id=account)
        if count != last["polls"]:
            last.update(polls=count, at=time.monotonic())
        return time.monotonic() - last["at"] > seconds

    wait_for("the polls to stand still", stands)


def await_counted(scene):
    for replica in (scene.right, scene.wrong):
        wait_for("all jobs to be counted", lambda: is_counted(replica.url, scene), 120)
        check_way(transitions(replica.url), scene.aws.jobs(scene.account))


def is_counted(url, scene):
    jobs = scene.aws.jobs(scene.account)
    return have_ended(jobs) and ends(transitions(url)) == true_ends(jobs)
