"""The board of one job, to which the tables of the fleet and the annotation of an alert link."""

from board import CONSOLE_URL, EXPORTER_URL, FLEET, JOB, board, board_link, labels, link, row, typed
from panels import STATUSES, column, gauge, series, stat, state_timeline, status_mapping, steps, table

WHERE = 'account_id="$account_id", region="$region", job_id="$job_id"'


def gauge_of(metric, by="job_id"):
    """A gauge about the job, once for all replicas."""
    return f"max by ({by}) (bedrock_batch_job_{metric}{{{WHERE}}})"


def number_of_status():
    """The place of the job's status in STATUSES. It holds for each way in which the exporter may show statuses."""
    found = [f'max by (job_id, status) (bedrock_batch_job_status{{{WHERE}, status="{name}"}}) * {i + 1}' for i, name in enumerate(STATUSES)]
    return f"sum by (job_id) ({' or '.join(found)})"


SPEED = f"max by (job_id) (deriv(bedrock_batch_job_processed_records{{{WHERE}}}[15m]))"
LEFT = f"({gauge_of('total_records')} - {gauge_of('processed_records')})"
ACTIVE = f'on (job_id) max by (job_id) (bedrock_batch_job_status{{{WHERE}, status=~"Submitted|Validating|Scheduled|InProgress|Stopping"}} == 1)'


def job():
    here = 'account_id="$account_id", region="$region"'
    variables = [
        labels("account_id", "Account", "label_values(bedrock_batch_job_info, account_id)", many=False),
        labels("region", "Region", 'label_values(bedrock_batch_job_info{account_id="$account_id"}, region)', many=False),
        labels(
            "job_id",
            "Job",
            f"query_result(max by (job_id, job_name) (bedrock_batch_job_status{{{here}}}))",
            many=False,
            regex='/job_id="(?<value>[^"]+)".*job_name="(?<text>[^"]+)"/',
        ),
        typed("exporter_url", "Exporter's address", EXPORTER_URL),
    ]
    links = [
        board_link("Fleet", FLEET),
        link("History and failure reason", "${exporter_url:raw}/jobs/${account_id}/${region}/${job_id}", new_tab=True),
        link("AWS console", f"{CONSOLE_URL}/bedrock/home?region=${{region}}#/batch-inference/${{job_id}}", new_tab=True),
    ]
    rows = [
        row("Now", *now_panels()),
        row("History", timeline(), *record_panels()),
        row("Facts", *time_panels(), facts()),
        row("Tokens: needs manifests.enabled in the exporter's configuration", *token_panels(), collapsed=True),
    ]
    return board(JOB, "Bedrock batch: one job", "One batch inference job of Amazon Bedrock.", variables, links, rows)


def now_panels():
    share = f"{gauge_of('processed_records')} / ({gauge_of('total_records')} > 0)"
    errors = f"{gauge_of('error_records')} / ({gauge_of('total_records')} > 0)"
    expiry = f"({gauge_of('expiration_timestamp_seconds')} - time()) and {ACTIVE}"
    done = f"{LEFT} / ({SPEED} > 0) and {ACTIVE}"
    return [
        stat("Status", number_of_status(), "none", width=4, defaults={"mappings": status_mapping()}),
        gauge("Progress", share, "Processed records among all.", width=4),
        stat("Errors", errors, "percentunit", "Records that failed among all.", colors=steps("text", (0.01, "orange"), (0.05, "red")), decimals=1),
        stat("Speed", f"{SPEED} and {ACTIVE}", "rps", "Records in each second, measured over 15 minutes.", decimals=1),
        stat("Done in", done, "s", "At the speed of the last 15 minutes.", width=4),
        stat("Expires in", expiry, "s", "When AWS ends the job if it has not ended before.", colors=steps("red", (7200, "orange"), (21600, "text"))),
        stat(
            "Last lookup",
            gauge_of("lookup_success"),
            "bool_yes_no",
            "Whether the exporter could read the job the last time: not found and denied are no.",
            colors=steps("red", (1, "green")),
        ),
    ]


def timeline():
    return state_timeline(
        "Status", number_of_status(), "As Prometheus scraped it: a status that lasts for less than a scrape may be missing. The history has each."
    )


def record_panels():
    kinds = ("total", "processed", "success", "error")
    return [
        series("Records", *[(gauge_of(f"{kind}_records"), kind) for kind in kinds]),
        series(
            "Records in each second",
            (f"clamp_min({SPEED}, 0)", "speed"),
            unit="rps",
            description="Measured over 15 minutes: AWS updates the counts about once in a minute.",
        ),
    ]


def time_panels():
    names = {
        "Submitted": "submit",
        "Began": "start",
        "Status changed": "status_changed",
        "Ended": "end",
        "Expires": "expiration",
        "Recorded here": "status_observed",
    }
    why = {
        "Began": "When the job came into InProgress. Absent when that was not seen.",
        "Recorded here": "When the exporter recorded the present status. Absent for a job that was found in it.",
    }
    return [
        stat(title, f"1000 * {gauge_of(f'{metric}_timestamp_seconds')}", "dateTimeAsIso", why.get(title, ""), width=4)
        for title, metric in names.items()
    ]


def facts():
    info = f"max by (job_arn, model_id, source) (bedrock_batch_job_info{{{WHERE}}})"
    return table("What does not change", [("Always 1", info, {"custom_hidden": True})], height=4, links=[column("job_arn", custom_width=520)])


def token_panels():
    return [
        stat(f"{title} tokens", gauge_of(f"{kind}_tokens"), width=6)
        for title, kind in (("Input", "input"), ("Output", "output"), ("Cache read", "cache_read"), ("Cache write", "cache_write"))
    ]
