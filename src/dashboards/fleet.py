"""The board of all jobs: what runs, what waits, what ended how, by model, account and team."""

from board import CONSOLE_URL, EXPORTER, FLEET, JOB as JOB_BOARD, board, board_link, labels, row, typed
from panels import bars, column, series, stat, status_colors, steps, table, text
from queries import (
    ACTIVE, BAD, HERE, HOUR, JOB, OF_MODEL, RANGE, TARGET, WAITING, active, by_model, ended, grown, in_status, job, of_model, once, or_zero, quantile,
    rate_of, running, with_account_name,
)  # fmt: skip

DURATION, SHARE, DATE = {"unit": "s"}, {"unit": "percentunit"}, {"unit": "dateTimeAsIso"}
COUNT = {"unit": "short", "decimals": 0}
MODELS = f"{TARGET}, model_id"
ALL_ENDS = "Completed|PartiallyCompleted|Failed|Expired|Stopped"
NAMED = f"{JOB}, job_name"
NAME = HERE + ', job_name=~".*$name.*"'


def fleet():
    variables = [
        labels("account_id", "Account", "label_values(bedrock_batch_jobs, account_id)"),
        labels("region", "Region", 'label_values(bedrock_batch_jobs{account_id=~"$account_id"}, region)'),
        labels(
            "model_id",
            "Model",
            "label_values(bedrock_batch_active_jobs, model_id)",
            regex=r"/^(?<value>(?:.*\/)?(?<text>[^\/]+))$/",
        ),
        typed("name", "Job name contains", ""),
        typed("tag", "Tag", "tag_team"),
        typed("usd_in", "USD per million input tokens", "1"),
        typed("usd_out", "USD per million output tokens", "5"),
    ]
    rows = [
        row("Now", *now_panels()),
        row("What happens", *flow_panels()),
        row("By model", *model_panels()),
        row("Jobs", active_table(), ended_table()),
        row("By account and region", account_table(), collapsed=True),
        row("By team: needs metrics.tag_labels in the exporter's configuration", *team_panels(), collapsed=True),
        row("Tokens and cost: needs manifests.enabled in the exporter's configuration", *token_panels(), collapsed=True),
    ]
    text_ = "All batch inference jobs of Amazon Bedrock that the exporter watches."
    return board(FLEET, "Bedrock batch: fleet", text_, variables, [board_link("Exporter", EXPORTER)], rows)


def now_panels():
    last_success = once("bedrock_batch_exporter_poll_last_success_timestamp_seconds", TARGET)
    interval = once("bedrock_batch_exporter_poll_interval_seconds", TARGET)
    unseen = f"(time() - {last_success} > 900) unless on ({TARGET}) (time() - {last_success} <= 4 * {interval})"
    good = f"sum({ended('Completed', RANGE)}) / (sum({ended(ALL_ENDS, RANGE)}) > 0)"
    left = f"{job('total_records')} - {job('processed_records')}"
    waited = f"(time() - {job('submit_timestamp_seconds')}) and on ({JOB}) {in_status(WAITING)}"
    expires = f"{job('expiration_timestamp_seconds')} - time()"
    late = [(7200, "orange"), (21600, "text")]
    return [
        stat("Running", or_zero(active("InProgress")), description="Jobs in InProgress."),
        stat("Waiting", or_zero(active(WAITING)), description="Jobs in Submitted, Validating and Scheduled."),
        stat(
            "Ended badly",
            or_zero(ended(BAD, RANGE)),
            description="Failed, Expired and PartiallyCompleted within the time range.",
            colors=steps("text", (0.5, "red")),
        ),
        stat(
            "Success rate",
            good,
            "percentunit",
            "Completed jobs among all that ended within the time range.",
            colors=steps("red", (0.9, "orange"), (0.99, "green")),
            decimals=1,
        ),
        stat("Longest wait", f"max({of_model(waited)})", "s", "Of jobs that wait now, since their submission."),
        stat(
            "Next to expire",
            f"min({of_model(running(expires))})",
            "s",
            "Time until the next job expires, if it has not ended before.",
            colors=steps("red", *late),
        ),
        stat("Records left", or_zero(of_model(running(left))), description="Records that active jobs have yet to process."),
        stat(
            "Targets not seen",
            f"count({unseen}) or 0 * count({last_success})",
            description="Accounts and regions without a successful poll for 15 minutes, or for four polls where polls are rarer.",
            colors=steps("green", (1, "red")),
        ),
    ]


def flow_panels():
    failed = grown("bedrock_batch_job_transitions_total", f"{TARGET}, from", RANGE, f'{HERE}, to="Failed"')
    speed = f"clamp_min({rate_of()}, 0) and on ({JOB}) {in_status('InProgress')}"
    return [
        series("Active jobs by status", (f"sum by (status) ({active(ACTIVE)})", "{{status}}"), stacked=True, overrides=status_colors()),
        series(
            "Ends in each hour",
            (f"sum by (status) ({ended(ALL_ENDS, HOUR)})", "{{status}}"),
            bar=True,
            overrides=status_colors(),
            interval="1h",
        ),
        bars(
            "Where jobs fail",
            f"sum by (from) ({failed})",
            "{{from}}",
            description="The status before Failed, within the time range. Validating means the input or permissions.",
        ),
        series(
            "Queue time",
            *[(quantile(share, "bedrock_batch_job_queue_duration_seconds"), name) for share, name in QUANTILES],
            unit="s",
            description="From the submission to InProgress, of jobs that began within six hours.",
            width=8,
        ),
        series(
            "Records in each second",
            (f"sum({of_model(speed)})", "all jobs"),
            unit="rps",
            description="How fast jobs in InProgress process records, measured over 15 minutes.",
            width=8,
        ),
    ]


QUANTILES = [(0.5, "half of all jobs"), (0.9, "90 %"), (0.99, "99 %")]


def model_panels():
    rate = f"{by_model(ended('Completed', RANGE))} / ({by_model(ended(ALL_ENDS, RANGE))} > 0)"
    queue = quantile(0.9, "bedrock_batch_job_queue_duration_seconds", "$__range:5m", by_model)
    duration = quantile(0.5, "bedrock_batch_job_duration_seconds", "$__range:5m", by_model, f'{OF_MODEL}, status="Completed"')
    records = grown("bedrock_batch_processed_records_total", f"{MODELS}, result", HOUR)
    columns = [
        ("Active", by_model(active(ACTIVE)), COUNT),
        ("Completed", by_model(ended("Completed", RANGE)), COUNT),
        ("Ended badly", by_model(ended(BAD, RANGE)), COUNT),
        ("Success rate", rate, SHARE),
        ("Queue time, 90 %", queue, DURATION),
        ("Duration, half", duration, DURATION),
    ]
    return [
        table(
            "Models",
            columns,
            "Within the time range. 90 % of the jobs that began in it waited for less, and half of those that completed took less.",
            links=[column("model", custom_width=320)],
            sort="Active",
        ),
        series("Active jobs by model", (by_model(active(ACTIVE)), "{{model}}"), stacked=True, width=8),
        series(
            "Queue time by model",
            (quantile(0.9, "bedrock_batch_job_queue_duration_seconds", by=by_model), "{{model}}"),
            unit="s",
            description="90 % of the jobs that began within six hours waited for less.",
            width=8,
        ),
        series(
            "Records in each hour, by model",
            (by_model(records, "result"), "{{model}} {{result}}"),
            bar=True,
            width=8,
            interval="1h",
        ),
    ]


def links_of_a_job():
    """The name opens the job's board, the id AWS's console."""
    place = "&".join(f"var-{name}=${{__data.fields.{name}}}" for name in ("account_id", "region", "job_id"))
    to_board = f"/d/{JOB_BOARD}?var-datasource=${{datasource}}&{place}&${{__url_time_range}}"
    to_console = f"{CONSOLE_URL}/bedrock/home?region=${{__data.fields.region}}#/batch-inference/${{__data.fields.job_id}}"
    return [
        column("job_name", links=[{"title": "This job's board", "url": to_board, "targetBlank": False}], custom_width=260),
        column("job_id", links=[{"title": "AWS console", "url": to_console, "targetBlank": True}]),
    ]


def jobs_in(status):
    """A row for each job in these statuses, with its status and model."""
    info = f"max by ({JOB}, model) (bedrock_batch_job_info{{{OF_MODEL}}})"
    return f"{in_status(status, NAME, f'{NAMED}, status')} * on ({JOB}) group_left (model) {info}"


def among(status, expr):
    """Of series about jobs, those of the rows that jobs_in makes."""
    return f"({expr}) and on ({JOB}) ({in_status(status, NAME)} and on ({JOB}) {once('bedrock_batch_job_info', JOB, OF_MODEL)})"


def active_table():
    left = f"({job('total_records')} - {job('processed_records')}) / ({rate_of()} > 0)"
    columns = [
        ("Jobs", jobs_in(ACTIVE), {"custom_hidden": True}),
        ("Age", among(ACTIVE, f"time() - {job('submit_timestamp_seconds')}"), DURATION),
        ("In this status", among(ACTIVE, f"time() - {job('status_changed_timestamp_seconds')}"), DURATION),
        ("Progress", among(ACTIVE, f"{job('processed_records')} / ({job('total_records')} > 0)"), PROGRESS),
        ("Expires in", among(ACTIVE, f"{job('expiration_timestamp_seconds')} - time()"), DURATION),
        ("Done in", among("InProgress", left), DURATION),
    ]
    return table(
        "Active jobs",
        columns,
        "Done in: at the speed of the last 15 minutes. Click a name for the job's own board, an id for the AWS console.",
        height=10,
        links=links_of_a_job(),
        sort="Age",
    )


PROGRESS = SHARE | {"min": 0, "max": 1, "custom_cellOptions": {"type": "gauge", "mode": "basic", "valueDisplayMode": "text"}}


def ended_table():
    columns = [
        ("Jobs", jobs_in(BAD), {"custom_hidden": True}),
        ("Ended", among(BAD, f"1000 * {job('end_timestamp_seconds')}"), DATE),
        ("Processed", among(BAD, f"{job('processed_records')} / ({job('total_records')} > 0)"), PROGRESS),
        ("Errors", among(BAD, f"{job('error_records')} / ({job('total_records')} > 0)"), SHARE),
    ]
    return table(
        "Jobs that ended badly",
        columns,
        "As long as the exporter shows jobs that ended: retention.terminal_jobs, a day by default. The job's page has AWS's reason.",
        links=links_of_a_job(),
        sort="Ended",
    )


def account_table():
    by_target = f"sum by ({TARGET}) ({{}})".format
    columns = [
        ("Active", with_account_name(by_target(active(ACTIVE))), COUNT),
        ("Completed", with_account_name(by_target(ended("Completed", RANGE))), COUNT),
        ("Ended badly", with_account_name(by_target(ended(BAD, RANGE))), COUNT),
        ("Last poll", with_account_name(f"time() - {once('bedrock_batch_exporter_poll_last_success_timestamp_seconds', TARGET)}"), DURATION),
    ]
    return table("Accounts and regions", columns, "An account has a name if aws.account_names gives it one.", sort="Active")


def team_panels():
    tags = f"max by ({JOB}, $tag) (bedrock_batch_job_tags{{{HERE}}})"

    def tagged(expr):
        return f"({expr}) * on ({JOB}) group_left ($tag) {tags}"

    tokens = tagged(f"{job('input_tokens')} + {job('output_tokens')}")
    return [
        text(
            "The variable **Tag** names a label of `bedrock_batch_job_tags`, such as `tag_team`. The exporter has it with"
            " `metrics: {tag_labels: [team]}`. Jobs without the tag have an empty name here."
        ),
        series("Active jobs by team", (f"count by ($tag) ({tagged(in_status(ACTIVE))})", "{{$tag}}"), stacked=True, width=8),
        bars(
            "Ended badly by team",
            f"count by ($tag) ({tagged(in_status(BAD))})",
            "{{$tag}}",
            description="Jobs that the exporter still shows: those that ended within retention.terminal_jobs.",
        ),
        bars(
            "Tokens by team",
            f"sum by ($tag) ({tokens})",
            "{{$tag}}",
            description="Input and output tokens of jobs that the exporter still shows. Needs manifests.enabled.",
            color="blue",
        ),
    ]


def token_panels():
    tokens = "bedrock_batch_processed_tokens_total"

    def dollars(kind, price):
        return f"{by_model(grown(tokens, MODELS, RANGE, f'{OF_MODEL}, type={kind}'))} / 1e6 * {price}"

    return [
        series(
            "Tokens in each hour",
            (by_model(grown(tokens, f"{MODELS}, type", HOUR), "type"), "{{model}} {{type}}"),
            bar=True,
            interval="1h",
        ),
        bars(
            "Cost",
            f"{dollars(INPUT, '$usd_in')} + {dollars(OUTPUT, '$usd_out')}",
            "{{model}}",
            "currencyUSD",
            "Tokens within the time range by the two prices in the variables. Choose one model and give its batch prices.",
            width=12,
            color="blue",
        ),
    ]


INPUT, OUTPUT = '"input"', '"output"'
