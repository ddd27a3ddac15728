"""Every alert about the exporter and about models fires, does not and resolves, and is one over restarts and replicas."""

from rule_cases import EXPORTER, TARGET, check_firing, gaps, shown, spans

ALL = "BedrockBatch(Exporter|Quota|JobsDropped).*"
UP = ("up", EXPORTER, [1] * 60)  # else each case would be an exporter that is down


def gauge(name, *segments, **labels):
    return (f"bedrock_batch_exporter_{name}", labels, spans(*segments))


def counter(name, *increases, **labels):
    """Increases by so much a minute, for so many minutes."""
    total, samples = 0, []
    for step in spans(*increases):
        samples.append(total)
        total += step
    return (f"bedrock_batch_exporter_{name}", labels, samples)


def by(instance, *series, away=()):
    return shown(series, *away, by=instance)


def up(instance, *segments):
    return ("up", EXPORTER | {"instance": instance, "pod": f"exporter-{instance}"}, spans(*segments))


def gone(series, minute):
    """The series of a target that is no longer scraped."""
    name, labels, samples = series
    return (name, labels, gaps(samples, [], 0, minute))


def fires(folder, alert, minutes, *series, **figures):
    """Fires once for so many minutes and nothing else does; not at all for none."""
    shown_up = series if any(name == "up" for name, _, _ in series) else (UP, *series)
    name = alert if alert.startswith("BedrockBatch") else f"BedrockBatchExporter{alert}"
    check_firing(folder, shown_up, ALL, {(name, ""): (1, minutes)} if minutes else {}, **figures)


def test_down(tmp_path):
    fires(tmp_path, "Down", 0, up("a", (1, 60)))
    fires(tmp_path, "Down", 0, up("a", (1, 20), (0, 4), (1, 36)))
    fires(tmp_path, "Down", 15, up("a", (1, 20), (0, 20), (1, 20)))
    fires(tmp_path, "Down", 35, gone(up("a", (1, 60)), 20), up("z", (None, 60)))
    fires(tmp_path, "Down", 0, up("a", (0, 60)), up("b", (1, 60)), up("c", (0, 60)))
    fires(tmp_path, "Down", 55, up("a", (0, 60)), up("b", (0, 60)), up("c", (0, 60)))
    fires(tmp_path, "Down", 0, gone(up("a", (1, 60)), 20), up("b", (None, 23), (1, 37)))


def test_replicas_missing(tmp_path):
    def fires_of_three(minutes, *series):
        fires(tmp_path, "ReplicasMissing", minutes, *series, replicas=3)

    a, b = up("a", (1, 60)), up("b", (1, 60))
    fires_of_three(0, a, b, up("c", (1, 60)))
    fires_of_three(0, a, b, up("c", (1, 20), (0, 14), (1, 26)))
    fires_of_three(5, a, b, up("c", (1, 20), (0, 20), (1, 20)))
    fires_of_three(45, a, b)  # the third waits for a node
    fires_of_three(45, a)
    fires_of_three(0, a, b, gone(up("c", (1, 60)), 20), up("d", (None, 23), (1, 37)))
    fires_of_three(0, a, b, up("c", (1, 60)), up("d", (None, 20), (1, 2), (None, 38)))  # one more in a rolling update
    fires(tmp_path, "ReplicasMissing", 0, a)


def test_target_stale(tmp_path):
    fresh = gauge("poll_last_success_timestamp_seconds", *[(60 * at, 1) for at in range(60)], **TARGET)
    stuck = gauge("poll_last_success_timestamp_seconds", *[(60 * min(at, 10), 1) for at in range(60)], **TARGET)
    heals = gauge("poll_last_success_timestamp_seconds", *[(60 * (10 if at < 50 else at), 1) for at in range(60)], **TARGET)
    never = gauge("poll_last_success_timestamp_seconds", (0, 60), **TARGET)
    fires(tmp_path, "TargetStale", 0, *by("a", fresh))
    fires(tmp_path, "TargetStale", 0, *by("a", fresh, away=[(20, 23)]))
    fires(tmp_path, "TargetStale", 24, *by("a", stuck))
    fires(tmp_path, "TargetStale", 24, *by("a", stuck, away=[(40, 43)]))
    fires(tmp_path, "TargetStale", 14, *by("a", heals))
    fires(tmp_path, "TargetStale", 34, *by("a", never))
    fires(tmp_path, "TargetStale", 0, *by("a", fresh), *by("b", never), *by("c", stuck))
    # Where polls are rare it waits for four of them.
    for interval, minutes in ((30, 24), (225, 24), (300, 19), (1200, 0)):
        paced = gauge("poll_interval_seconds", (interval, 60), **TARGET)
        fires(tmp_path, "TargetStale", minutes, *by("a", stuck, paced))
        fires(tmp_path, "TargetStale", minutes, *by("a", stuck, paced), *by("b", stuck, paced))
    # An account that was unknown in the first scrape after a start.
    start = gauge("poll_last_success_timestamp_seconds", (0, 1), (None, 59), region="us-east-1", account_id="unknown")
    fires(tmp_path, "TargetStale", 0, *by("a", fresh, start))
    # A target that was taken out of the configuration.
    fires(tmp_path, "TargetStale", 0, *[gone(each, 10) for each in by("a", fresh)])


def test_throttled(tmp_path):
    labels = TARGET | {"operation": "ListModelInvocationJobs"}
    requests = counter("aws_requests_total", (10, 60), **labels)

    def errors(*increases, code="ThrottlingException"):
        return counter("aws_request_errors_total", *increases, code=code, **labels)

    fires(tmp_path, "Throttled", 0, *by("a", requests, errors((0, 60))))
    fires(tmp_path, "Throttled", 0, *by("a", requests, errors((9, 60), code="InternalServerException")))
    fires(tmp_path, "Throttled", 0, *by("a", requests, errors((5, 5), (0, 55))))
    fires(tmp_path, "Throttled", 44, *by("a", requests, errors((5, 60))))
    fires(tmp_path, "Throttled", 44, *by("a", requests, errors((5, 60)), away=[(40, 42)]))
    fires(tmp_path, "Throttled", 44, *by("a", requests, errors((5, 60))), *by("b", requests, errors((5, 60))))


def test_store_errors(tmp_path):
    fires(tmp_path, "StoreErrors", 0, *by("a", counter("store_errors_total", (0, 60))))
    fires(tmp_path, "StoreErrors", 15, *by("a", counter("store_errors_total", (0, 20), (1, 1), (0, 39))))
    fires(tmp_path, "StoreErrors", 15, *by("a", counter("store_errors_total", (0, 20), (1, 1), (0, 39)), away=[(25, 27)]))
    some, none = counter("store_errors_total", (0, 20), (1, 1), (0, 39)), counter("store_errors_total", (0, 60))
    fires(tmp_path, "StoreErrors", 15, *by("a", none), *by("b", some))


def test_events_stuck(tmp_path):
    idle = gauge("events_pending", (0, 60))
    stuck = gauge("events_pending", (0, 20), (3, 30), (0, 10))
    busy = gauge("events_pending", *[(at % 3, 1) for at in range(60)])
    fires(tmp_path, "EventsStuck", 0, *by("a", idle))
    fires(tmp_path, "EventsStuck", 0, *by("a", busy))
    fires(tmp_path, "EventsStuck", 15, *by("a", stuck))
    fires(tmp_path, "EventsStuck", 15, *by("a", stuck, away=[(30, 32)]))
    fires(tmp_path, "EventsStuck", 15, *by("a", stuck), *by("b", stuck))


def test_config_reload_failed(tmp_path):
    fine = gauge("config_last_reload_successful", (1, 60))
    broken = gauge("config_last_reload_successful", (1, 20), (0, 20), (1, 20))
    corrected_soon = gauge("config_last_reload_successful", (1, 20), (0, 4), (1, 36))
    fires(tmp_path, "ConfigReloadFailed", 0, *by("a", fine))
    fires(tmp_path, "ConfigReloadFailed", 0, *by("a", corrected_soon))
    fires(tmp_path, "ConfigReloadFailed", 15, *by("a", broken))
    fires(tmp_path, "ConfigReloadFailed", 15, *by("a", broken, away=[(30, 32)]))
    fires(tmp_path, "ConfigReloadFailed", 15, *by("a", fine), *by("b", broken))
    fires(tmp_path, "ConfigReloadFailed", 15, *by("a", broken), *by("b", broken))


def test_notifications_failing(tmp_path):
    def queue(*segments, name="jobs"):
        return gauge("notification_queue_success", *segments, queue=name, **TARGET)

    broken = queue((1, 10), (0, 50))
    fires(tmp_path, "NotificationsFailing", 0, *by("a", gauge("events_pending", (0, 60))))
    fires(tmp_path, "NotificationsFailing", 0, *by("a", queue((1, 60))))
    fires(tmp_path, "NotificationsFailing", 45, *by("a", queue((0, 60))))
    fires(tmp_path, "NotificationsFailing", 35, *by("a", broken))
    fires(tmp_path, "NotificationsFailing", 35, *by("a", broken, away=[(40, 43)]))
    fires(tmp_path, "NotificationsFailing", 15, *by("a", queue((1, 10), (0, 30), (1, 20))))
    fires(tmp_path, "NotificationsFailing", 0, *by("a", queue((1, 10), (0, 14), (1, 36))))
    # It fails now and then.
    fires(tmp_path, "NotificationsFailing", 0, *by("a", queue(*[(0, 9), (1, 1)] * 6)))
    # One of several there, however busy the others are.
    fires(tmp_path, "NotificationsFailing", 35, *by("a", broken, queue((1, 60), name="busy"), queue((1, 60), name="quiet")))
    # Replicas, of which none can receive, and of which one can.
    fires(tmp_path, "NotificationsFailing", 35, *by("a", broken), *by("b", broken))
    fires(tmp_path, "NotificationsFailing", 0, *by("a", broken), *by("b", queue((1, 60))))
    # A queue that was taken out of the configuration.
    fires(tmp_path, "NotificationsFailing", 0, *[gone(each, 15) for each in by("a", broken)])


def test_jobs_dropped(tmp_path):
    def dropped(*segments):
        return gauge("jobs_dropped", *segments, **TARGET)

    some = dropped((0, 10), (7, 30), (0, 20))
    fires(tmp_path, "BedrockBatchJobsDropped", 0, *by("a", dropped((0, 60))))
    fires(tmp_path, "BedrockBatchJobsDropped", 0, *by("a", dropped((0, 10), (7, 14), (0, 36))))
    fires(tmp_path, "BedrockBatchJobsDropped", 15, *by("a", some))
    fires(tmp_path, "BedrockBatchJobsDropped", 15, *by("a", some, away=[(30, 33)]))
    fires(tmp_path, "BedrockBatchJobsDropped", 15, *by("a", dropped((0, 10), *[(7 + at % 3, 1) for at in range(30)], (0, 20))))
    fires(tmp_path, "BedrockBatchJobsDropped", 15, *by("a", some), *by("b", some), *by("c", some))


def test_quota_nearly_used(tmp_path):
    def active(status, *segments, model="nova"):
        return ("bedrock_batch_active_jobs", TARGET | {"model_id": model, "status": status}, spans(*segments))

    many = [active("Scheduled", (4, 10), (9, 30), (0, 20)), active("InProgress", (8, 60)), active("Submitted", (0, 60))]
    few = [active("Scheduled", (8, 60)), active("InProgress", (8, 60)), active("InProgress", (16, 60), model="haiku")]
    others = active("InProgress", (90, 60), model="other")  # many models, of which each has a quota
    fires(tmp_path, "BedrockBatchQuotaNearlyUsed", 0, *by("a", *many))
    fires(tmp_path, "BedrockBatchQuotaNearlyUsed", 0, *by("a", *few, others), quota=20)
    fires(tmp_path, "BedrockBatchQuotaNearlyUsed", 0, *by("a", *few), *by("b", *few), quota=20)
    # A gauge is looked at over five minutes, and the alert waits as long.
    fires(tmp_path, "BedrockBatchQuotaNearlyUsed", 25, *by("a", *many), quota=20)
    fires(tmp_path, "BedrockBatchQuotaNearlyUsed", 25, *by("a", *many, away=[(20, 22)]), quota=20)
    fires(tmp_path, "BedrockBatchQuotaNearlyUsed", 25, *by("a", *many), *by("b", *many), quota=20)


def test_manifests_failing(tmp_path):
    def attempts(result, *increases):
        return counter("manifests_total", *increases, result=result, **TARGET)

    read = attempts("success", (1, 60))
    tried = [(0, 3), (1, 2), (0, 4), (1, 1), (0, 15), (1, 1), (0, 34)]  # one job's attempts, before the pause of an hour
    fires(tmp_path, "ManifestsFailing", 0, *by("a", counter("store_errors_total", (0, 60))))
    fires(tmp_path, "ManifestsFailing", 0, *by("a", read, attempts("denied", (0, 60))))
    fires(tmp_path, "ManifestsFailing", 0, *by("a", read, attempts("absent", (5, 60))))
    fires(tmp_path, "ManifestsFailing", 0, *by("a", read, attempts("error", (0, 10), (9, 2), (0, 48))))
    for result in ("denied", "malformed", "too_large", "error"):
        fires(tmp_path, "ManifestsFailing", 17, *by("a", attempts(result, *tried)))
    fires(tmp_path, "ManifestsFailing", 17, *by("a", attempts("denied", *tried), away=[(30, 32)]))
    # Now and then one that is read at its second attempt.
    sporadic = attempts("error", (0, 5), (1, 1), (0, 14), (1, 1), (0, 14), (1, 1), (0, 24))
    fires(tmp_path, "ManifestsFailing", 0, *by("a", attempts("success", (5, 60)), sporadic))
    # The role is corrected: jobs whose manifests were denied are read from then on.
    fires(tmp_path, "ManifestsFailing", 22, *by("a", read, attempts("denied", (0, 5), (1, 30), (0, 25))))
    fires(tmp_path, "ManifestsFailing", 34, *by("a", attempts("denied", (1, 60))), *by("b", attempts("denied", (1, 60))))
