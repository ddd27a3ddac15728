"""The board of the exporter itself: whether it sees all, how fast, and what it costs."""

from board import EXPORTER, EXPORTER_URL, FLEET, board, board_link, labels, link, row, typed
from panels import column, series, stat, steps, table
from queries import HERE, TARGET, grown, once, quantile

SELF = "bedrock_batch_exporter_"
MINUTES = "[$__rate_interval]"
COUNT, DURATION = {"unit": "short", "decimals": 0}, {"unit": "s"}
OURS = 'job=~"$job"'


def exporter():
    variables = [
        labels("job", "Scrape job", "label_values(bedrock_batch_exporter_build_info, job)"),
        labels("account_id", "Account", "label_values(bedrock_batch_exporter_polls_total, account_id)"),
        labels("region", "Region", 'label_values(bedrock_batch_exporter_polls_total{account_id=~"$account_id"}, region)'),
        typed("exporter_url", "Exporter's address", EXPORTER_URL),
    ]
    rows = [
        row("Now", *now_panels()),
        row("Accounts and regions", targets(), errors(), *poll_panels()),
        row("AWS", *request_panels()),
        row("Store and events", *store_panels()),
        row("Process, and what it costs Prometheus", *process_panels()),
        row("Queues and manifests: need notifications.sqs_queues and manifests.enabled", *optional_panels(), collapsed=True),
        row("Replicas: need store.type postgresql", *replica_panels(), collapsed=True),
    ]
    links = [board_link("Fleet", FLEET), link("Exporter's page", "${exporter_url:raw}/", new_tab=True)]
    text = "The Prometheus exporter of Amazon Bedrock batch inference jobs."
    return board(EXPORTER, "Bedrock batch: exporter", text, variables, links, rows, since="now-6h")


def counted(name, by, window="$__rate_interval", where=HERE):
    """The rate of a counter of one process. Those of replicas add up, for each makes requests of its own."""
    return f"sum by ({by}) (rate({SELF}{name}{{{where}}}[{window}]))"


def times(share, name, by):
    """A quantile of a histogram of processes."""
    return f"histogram_quantile({share}, sum by ({by}, le) (rate({SELF}{name}_bucket{{{HERE}}}{MINUTES})))"


def now_panels():
    reloaded = f"min({SELF}config_last_reload_successful{{{OURS}}})"
    up = f"sum(up{{{OURS}}} and on (instance, job) {SELF}build_info{{{OURS}}}) or 0 * count(up{{{OURS}}})"
    asked = f"sum(rate({SELF}aws_requests_total{{{HERE}}}[1h])) * 86400"
    pending = f"min({SELF}events_pending{{{OURS}}})"
    failed = f"sum(increase({SELF}store_errors_total{{{OURS}}}[$__range]))"
    dropped = f"sum({once(f'{SELF}jobs_dropped', TARGET)})"
    return [
        stat("Replicas up", up, colors=steps("red", (1, "green"))),
        stat("Version", f"max by (version) ({SELF}build_info{{{OURS}}})", legend="{{version}}"),
        stat("Configuration", reloaded, "none", "Whether the last loading succeeded, on every replica.", defaults={"mappings": LOADED}),
        stat("Events pending", pending, description="Journal entries that no replica has written to its log yet."),
        stat("Store errors", failed, description="Within the time range.", colors=steps("green", (0.5, "red"))),
        stat("Jobs left out", dropped, description="Because of retention.max_jobs.", colors=steps("green", (1, "red"))),
        stat("Requests in a day", asked, description="To AWS, at the rate of the last hour."),
        stat("Age of what is shown", f"max({SELF}view_age_seconds{{{OURS}}})", "s", colors=steps("green", (60, "orange"), (300, "red"))),
    ]


LOADED = [{"type": "value", "options": {"0": {"text": "refused", "color": "red", "index": 0}, "1": {"text": "loaded", "color": "green", "index": 1}}}]


def targets():
    columns = [
        ("Last success", f"time() - {once(f'{SELF}poll_last_success_timestamp_seconds', TARGET)}", DURATION),
        ("Interval", once(f"{SELF}poll_interval_seconds", TARGET), DURATION),
        ("Planned requests", once(f"{SELF}poll_planned_requests", TARGET), COUNT),
        ("Jobs shown", f"sum by ({TARGET}) ({once('bedrock_batch_jobs', f'{TARGET}, status')})", COUNT),
        ("Failing lookups", f"count by ({TARGET}) ({once('bedrock_batch_job_lookup_success', f'{TARGET}, job_id')} == 0)", COUNT),
    ]
    return table("Accounts and regions", columns, "Interval is the one in force now, which depends on the jobs.", width=14, sort="Last success")


def errors():
    error = once(f"{SELF}target_error", f"{TARGET}, code", 'account_id=~"$account_id|unknown", region=~"$region"')
    return table(
        "Why polls fail now",
        [("Always 1", error, {"custom_hidden": True})],
        "Empty when the last poll of each account and region succeeded. An account is unknown until AWS has returned it.",
        width=10,
        links=[column("code", custom_width=260)],
    )


def poll_panels():
    delay = "bedrock_batch_job_detection_delay_seconds"
    return [
        series("Polls that fail", (counted("polls_total", f"{TARGET}, result", where=f'{HERE}, result!="success"'), PLACE + " {{result}}"), unit="ops", width=8),
        series("Duration of polls", (times(0.99, "poll_duration_seconds", TARGET), PLACE), unit="s", description="99 % are faster.", width=8),
        series(
            "Detection delay",
            *[(quantile(share, delay, "1h:1m", where=HERE, labels=f"{TARGET}, le"), name) for share, name in ((0.5, "half"), (0.99, "99 %"))],
            unit="s",
            description="From a change of status, by AWS's clock, to its sighting here, over an hour.",
            width=8,
        ),
    ]


PLACE = "{{account_id}} {{region}}"


def request_panels():
    skipped = grown(f"{SELF}observations_skipped_total", f"{TARGET}, reason", "1h:1m", HERE)
    return [
        series("Requests", (counted("aws_requests_total", "operation"), "{{operation}}"), unit="reqps", width=8, stacked=True),
        series(
            "Errors of AWS",
            (counted("aws_request_errors_total", f"{TARGET}, operation, code") + " > 0", PLACE + " {{operation}} {{code}}"),
            unit="reqps",
            description="Each retry counts.",
            width=8,
        ),
        series("Duration of requests", (times(0.99, "aws_request_duration_seconds", "operation"), "{{operation}}"), unit="s", description="99 % are faster.", width=8),
        series(
            "Answers that were ignored, in each hour",
            (f"sum by (reason) ({skipped})", "{{reason}}"),
            description="Stale: older than what is known. Invalid: unreadable or impossible.",
        ),
        series(
            "Models that are counted as other",
            (f"{once(f'{SELF}models_folded', TARGET)}", PLACE),
            description="At most 200 models in an account and region have series of their own.",
        ),
    ]


def store_panels():
    return [
        series("Size of the store", (f"{SELF}store_size_bytes{{{OURS}}}", "{{instance}}"), unit="bytes", description="The file and its write-ahead log. With SQLite only.", width=8),
        series("Store errors", (f"sum by (instance) (increase({SELF}store_errors_total{{{OURS}}}[15m]))", "{{instance}}"), description="Within 15 minutes.", width=8),
        series("Events pending", (f"{SELF}events_pending{{{OURS}}}", "{{instance}}"), description="Journal entries that are not in the log yet.", width=8),
    ]


def process_panels():
    def of_process(title, expr, unit, description=""):
        return series(title, (f"sum by (instance) ({expr})", "{{instance}}"), unit=unit, description=description, width=6)

    mine = f"and on (instance, job) {SELF}build_info{{{OURS}}}"
    return [
        of_process("CPU", f"rate(process_cpu_seconds_total{{{OURS}}}{MINUTES}) {mine}", "short", "Cores."),
        of_process("Memory", f"process_resident_memory_bytes{{{OURS}}} {mine}", "bytes", "Resident."),
        of_process("Heap", f'jvm_memory_used_bytes{{{OURS}, area="heap"}}', "bytes"),
        of_process("Garbage collection", f"rate(jvm_gc_pause_seconds_sum{{{OURS}}}{MINUTES})", "percentunit", "Share of the time."),
        of_process("Samples of a scrape", f"scrape_samples_scraped{{{OURS}}} {mine}", "short"),
        of_process("Duration of a scrape", f"scrape_duration_seconds{{{OURS}}} {mine}", "s"),
        series(
            "Series by metric",
            (f'topk(10, count by (__name__) ({{__name__=~"bedrock_batch_.+", {OURS}}}))', "{{__name__}}"),
            description="The ten metrics with the most series. metrics.status_series sparse makes job_status smaller.",
        ),
    ]


def optional_panels():
    return [
        series("Messages", (counted("notifications_total", "result"), "{{result}}"), unit="ops", width=6),
        series("Age of messages", (times(0.99, "notification_age_seconds", TARGET), PLACE), unit="s", description="99 % are younger when they arrive.", width=6),
        table(
            "Queues",
            [("Received from", f"{once(f'{SELF}notification_queue_success', f'{TARGET}, queue')}", {"unit": "bool_yes_no"})],
            "Whether the last attempt to receive succeeded.",
            width=6,
            height=8,
        ),
        series(
            "Manifests in each hour",
            (f"sum by (result) ({grown(f'{SELF}manifests_total', f'{TARGET}, result', '1h:1m', HERE)})", "{{result}}"),
            width=6,
        ),
    ]


def replica_panels():
    return [
        series("Leases", (f"{SELF}lease_holder{{{OURS}}}", "{{lease}} {{instance}}"), description="1 on the replica that has the lease."),
        series("Clock against the database's", (f"{SELF}clock_skew_seconds{{{OURS}}}", "{{instance}}"), unit="s", from_zero=False),
    ]
