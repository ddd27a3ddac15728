"""Every alert about jobs fires, does not, resolves, and is one over restarts and replicas, be status series full or sparse."""

from itertools import accumulate

from rule_cases import TARGET, check_firing, job, shown, spans, unseen

END = 30  # the minute in which jobs end
MINUTES = 160
OBSERVED = spans((0, END), (60 * END, MINUTES - END))
COUNTS = {"total": [1000] * MINUTES, "error": spans((0, END), (51, MINUTES - END))}
ENDINGS = {
    "Failed": "BedrockBatchJobFailed",
    "Expired": "BedrockBatchJobExpired",
    "PartiallyCompleted": "BedrockBatchJobPartiallyCompleted",
    "Completed": "BedrockBatchJobCompletedWithErrors",
}


def ended(status, job_id="x", observed=OBSERVED, counts=COUNTS, **how):
    return job(job_id, ("InProgress", END), (status, MINUTES - END), observed=observed, counts=counts, **how)


def endings(**how):
    """One job for each alert about ends, whose id is the status in which it ended."""
    return [series for status in ENDINGS for series in ended(status, job_id=status, **how)]


def queued(until, **how):
    """Submitted so long ago that minute 20 is the twelfth hour; in progress from a minute on."""
    return job("x", ("Validating", 5), ("Scheduled", until - 5), ("InProgress", 130 - until), submit=-700 * 60, **how)


def expiring(until, **how):
    """With two hours left in minute 30; completed in a minute."""
    end = spans((None, until), (60 * until, 130 - until))
    return job("x", ("InProgress", until), ("Completed", 130 - until), expiration=150 * 60, end=end, **how)


def running(processed, scheduled=0, until=200, total=None, **how):
    """In progress after some minutes in Scheduled, completed in a minute."""
    lengths = (("Scheduled", scheduled), ("InProgress", until - scheduled), ("Completed", 260 - until))
    status_changed = spans((0, scheduled), (60 * scheduled, until - scheduled), (60 * until, 260 - until))
    statuses = [each for each in lengths if each[1]]
    counts = {"processed": processed} | ({"total": [total] * len(processed)} if total else {})
    return job("x", *statuses, status_changed=status_changed, counts=counts, **how)


def processing(*rates):
    """How many records are processed by when: pairs of a number each minute, and the minutes for which it stays."""
    return [0, *accumulate(spans(*rates))][:260]


def lookups(*segments):
    """Whether the job was found, as its only series: one that was never found has no other."""
    return [("bedrock_batch_job_lookup_success", TARGET | {"job_id": "x"}, spans(*segments))]


def lost_and_ended(**how):
    """Ended in a minute, as List shows, after a lookup that failed. Nobody looks it up any more."""
    end = spans((None, 15), (60 * 15, 145))
    return job("x", ("InProgress", 15), ("Stopped", 145), end=end, **how) + lookups((1, 10), (0, 150))


def replicas(series, *more):
    """What three show who share a store: one was restarted, one learns of everything five minutes late."""
    late = [(name, labels, [samples[0]] * 5 + samples[:-5]) for name, labels, samples in series]
    return shown(series) + shown(series, (35, 39), (50, 52), *more, by="b") + shown(late, by="c")


def successor(series, after=None, gone=40):
    """What a pod shows, and from three minutes after it the next one."""
    return shown(series, end=gone) + shown(after or series, by="b", begin=gone + 3)


def named(series, case):
    return [(name, labels | {"job_id": f"{case}: {labels['job_id']}"}, samples) for name, labels, samples in series]


def check_cases(folder, cases):
    """Each case is a function that shows series, and what fires then: minutes in one period, by alert and job id."""
    for sparse in (False, True):
        series, expected = [], {}
        for case, (show, fires) in cases.items():
            series += named(show(sparse=sparse), case)
            expected |= {(alert, f"{case}: {job_id}"): (1, minutes) for (alert, job_id), minutes in fires.items()}
        check_firing(folder, series, "BedrockBatchJob.*", expected)


def test_an_end_fires_once_for_the_window_and_resolves(tmp_path):
    def case(show, minutes=60, **how):
        return lambda sparse: show(endings(sparse=sparse, **how)), {(alert, end): minutes for end, alert in ENDINGS.items()}

    many = [(at, at + 2) for at in range(21, 90, 5)]
    check_cases(
        tmp_path,
        {
            "seen": case(shown),
            "first seen when it had ended": case(lambda s: shown(s, begin=END)),
            "restart": case(lambda s: shown(s, (40, 42))),
            "restarts": case(lambda s: shown(s, *many)),
            "ended while away": case(lambda s: shown(s, (25, 79)), observed=spans((0, 80), (80 * 60, MINUTES - 80))),
            "away for less than the window": case(lambda s: shown(s, (35, 85))),
            "away for good": case(lambda s: shown(s, end=40)),
            "successor": case(successor),
            "Prometheus away": case(lambda s: unseen(shown(s), 20, 69), 20),
            "replicas": case(replicas),
            "counts settle": case(shown, counts=COUNTS | {"error": spans((0, END), (60, 2), (51, MINUTES - END - 2))}),
        },
    )


def without(label, series):
    return [(name, {key: value for key, value in labels.items() if key != label}, samples) for name, labels, samples in series]


def test_an_update_that_names_models_differently_does_not_fire_again(tmp_path):
    def case(before, after):
        def show(sparse):
            return successor(before(endings(sparse=sparse)), after(endings(sparse=sparse, model="arn:nova")))

        return show, {(alert, end): 60 for end, alert in ENDINGS.items()}

    check_cases(
        tmp_path,
        {
            "update": case(list, list),
            "from a version without the label model": case(lambda s: without("model", s), list),
            "back to a version without the label model": case(list, lambda s: without("model", s)),
        },
    )


def test_other_ends_do_not_fire(tmp_path):
    few = COUNTS | {"error": [50] * MINUTES}
    no_total = COUNTS | {"total": [0] * MINUTES}
    cases = {status: lambda sparse, s=status: shown(ended(s, sparse=sparse)) for status in ("Stopped", "Stopping", "Unknown")}
    cases |= {
        "baseline": lambda sparse: shown(endings(observed=None, sparse=sparse), begin=END),
        "few errors": lambda sparse: shown(ended("Completed", counts=few, sparse=sparse)),
        "no errors": lambda sparse: shown(ended("Completed", counts=COUNTS | {"error": [0] * MINUTES}, sparse=sparse)),
        "no counts": lambda sparse: shown(ended("Completed", counts={}, sparse=sparse)),
        "no total": lambda sparse: shown(ended("Completed", counts=no_total, sparse=sparse)),
    }
    check_cases(tmp_path, {case: (show, {}) for case, show in cases.items()})


def test_stuck_queued_fires_until_the_queue_is_left(tmp_path):
    def case(show, minutes=39, until=60):
        fires = {("BedrockBatchJobStuckQueued", "x"): minutes} if minutes else {}
        return lambda sparse: show(queued(until, sparse=sparse)), fires

    check_cases(
        tmp_path,
        {
            "seen": case(shown),
            "restart": case(lambda s: shown(s, (30, 35))),
            "left while away": case(lambda s: shown(s, (30, 70)), 50),
            "successor": case(successor),
            "replicas": case(replicas),
            "away for good": case(lambda s: shown(s, end=30), 69),
            "left in time": case(shown, 0, until=20),
        },
    )


def test_expires_soon_fires_until_the_end(tmp_path):
    def case(show, minutes=29, until=60):
        fires = {("BedrockBatchJobExpiresSoon", "x"): minutes} if minutes else {}
        return lambda sparse: show(expiring(until, sparse=sparse)), fires

    check_cases(
        tmp_path,
        {
            "seen": case(shown),
            "restart": case(lambda s: shown(s, (40, 45))),
            "ended while away": case(lambda s: shown(s, (40, 70)), 40),
            "successor": case(successor),
            "replicas": case(replicas),
            "ended in time": case(shown, 0, until=30),
        },
    )


def test_no_progress_fires_until_it_moves_or_ends(tmp_path):
    stood = [*range(30), *[30] * 230]  # for two hours in minute 150
    moves_again = [*range(30), *[30] * 140, *range(31, 121)]

    def case(show, minutes=50, processed=stood, **how):
        fires = {("BedrockBatchJobNoProgress", "x"): minutes} if minutes else {}
        return lambda sparse: show(running(processed, sparse=sparse, **how)), fires

    check_cases(
        tmp_path,
        {
            "seen": case(shown),
            "restart": case(lambda s: shown(s, (160, 165))),
            "away": case(lambda s: shown(s, (140, 189))),
            "successor": case(lambda s: successor(s, gone=160)),
            "replicas": case(lambda s: replicas(s, (100, 170))),
            "moves again": case(shown, 20, moves_again),
            "waited before": case(shown, 19, [0] * 260, scheduled=60),
            "moves": case(shown, 0, [*range(260)]),
            "moves while away": case(lambda s: shown(s, (130, 185)), 0, [*range(260)]),
            "moves with a successor": case(lambda s: successor(s, gone=150), 0, [*range(260)]),
        },
    )


def test_will_not_finish_fires_while_its_rate_is_too_low(tmp_path):
    slow = [(2, 260)]  # of 10,000 records, which have until minute 400

    def case(show, minutes=169, rates=slow, total=10_000, **how):
        fires = {("BedrockBatchJobWillNotFinish", "x"): minutes} if minutes else {}
        return lambda sparse: show(running(processing(*rates), total=total, expiration=400 * 60, sparse=sparse, **how)), fires

    check_cases(
        tmp_path,
        {
            "seen": case(shown),
            "restart": case(lambda s: shown(s, (60, 65))),
            "restarts": case(lambda s: shown(s, *[(at, at + 2) for at in range(40, 190, 7)])),
            "restart as it begins": case(lambda s: shown(s, (28, 33)), 166),
            "away": case(lambda s: shown(s, (60, 110))),
            "away as it slows down": case(lambda s: shown(s, (58, 80)), 119, [(30, 60), (2, 200)]),
            "ended while away": case(lambda s: shown(s, (190, 230)), 200),
            "away for good": case(lambda s: shown(s, end=100), 129),
            "successor": case(lambda s: successor(s, gone=60)),
            "replicas": case(lambda s: replicas(s, (100, 120))),
            "slows down": case(shown, 134, [(30, 60), (2, 200)]),
            "recovers": case(shown, 86, [(2, 100), (60, 160)]),
            "pauses": case(shown, rates=[(2, 100), (0, 160)]),
            "wavers": case(shown, 111, [(26, 45), (23, 20), (27, 20), (23, 20), (28, 20), (23, 20), (29, 115)]),
            "waited before": case(shown, 109, [(0, 60), (2, 200)], scheduled=60),
            "fast enough": case(shown, 0, total=500),
            "fast enough, and away": case(lambda s: shown(s, (60, 78), (120, 170)), 0, [(28, 260)]),
            "fast enough, with a successor": case(lambda s: successor(s, gone=60), 0, [(28, 260)]),
            "not begun": case(shown, 0, [(0, 260)], until=110),
            "no total": case(shown, 0, total=None),
        },
    )


def test_not_found_fires_until_it_is_found(tmp_path):
    never, lost = [(0, 160)], [(1, 30), (0, 130)]

    def case(show, minutes, segments=never):
        fires = {("BedrockBatchJobNotFound", "x"): minutes} if minutes else {}
        return lambda sparse: show(lookups(*segments)), fires

    check_cases(
        tmp_path,
        {
            "never": case(shown, 130),
            "lost": case(shown, 100, lost),
            "found in the end": case(shown, 50, [(0, 80), (1, 80)]),
            "found late": case(shown, 0, [(0, 25), (1, 135)]),
            "found now and then": case(shown, 0, [(0, 20), (1, 1)] * 7 + [(0, 13)]),
            "found": case(shown, 0, [(1, 160)]),
            "restart": case(lambda s: shown(s, (40, 45)), 130),
            "restart as it begins": case(lambda s: shown(s, (29, 33)), 130),
            "away": case(lambda s: shown(s, (60, 115)), 130),
            "away for good": case(lambda s: shown(s, end=40), 70),
            "successor": case(lambda s: successor(s), 130),
            "replicas": case(replicas, 130),
            "failed once before an outage": case(lambda s: shown(s, (22, 80)), 74, [(1, 20), (0, 140)]),
            "failed once before an outage, found after it": case(lambda s: shown(s, (22, 80)), 0, [(1, 20), (0, 61), (1, 79)]),
            "failed once before the end": case(lambda s: shown(s, end=22), 0, [(1, 20), (0, 140)]),
            "lost and ended": (lambda sparse: shown(lost_and_ended(sparse=sparse)), {}),
            "lost and ended, restart": (lambda sparse: shown(lost_and_ended(sparse=sparse), (70, 75)), {}),
        },
    )
