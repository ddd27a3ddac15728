"""
PromQL that the boards share. Replicas of one exporter show the same jobs and counters, so that each query takes the greatest of them
before it does anything else. A counter is taken so at each moment and only then compared with itself: it goes on over a restart
or a new pod, which rate() of the single series would not see.
"""

TARGET = "account_id, region"
JOB = "account_id, region, job_id"
HERE = 'account_id=~"$account_id", region=~"$region"'
OF_MODEL = HERE + ', model_id=~"$model_id"'
WAITING = "Submitted|Validating|Scheduled"
ACTIVE = WAITING + "|InProgress|Stopping"
BAD = "Failed|Expired|PartiallyCompleted"
RANGE = "$__range:1m"
HOUR = "1h:1m"


def once(metric, by, where=HERE):
    """A gauge, once for all replicas."""
    return f"max by ({by}) ({metric}{{{where}}})"


def grown(metric, by, window, where=OF_MODEL):
    """By how much a counter grew, once for all replicas."""
    return f"increase(max by ({by}) ({metric}{{{where}}})[{window}])"


def ended(status, window):
    return grown("bedrock_batch_jobs_ended_total", f"{TARGET}, model_id, status", window, f'{OF_MODEL}, status=~"{status}"')


def active(status):
    return once("bedrock_batch_active_jobs", f"{TARGET}, model_id, status", f'{OF_MODEL}, status=~"{status}"')


def by_model(expr, more=""):
    """
    Adds up by the last segment of a model's ARN, and by more labels. Such a name fits a legend, and it is the same in each region, which
    an ARN is not.
    """
    return f"sum by (model{more and ', ' + more}) ({short_model(expr)})"


def short_model(expr):
    return f'label_replace({expr}, "model", "$1", "model_id", "(?:.*/)?(.+)")'


def quantile(share, metric, window="6h:5m", by=None, where=OF_MODEL, labels=f"{TARGET}, model_id, le"):
    """A quantile of a histogram of the store: one for all, or with by_model one for each model."""
    buckets = grown(f"{metric}_bucket", labels, window, where)
    return f"histogram_quantile({share}, {by(buckets, 'le') if by else f'sum by (le) ({buckets})'})"


def of_model(expr):
    """Of series about jobs, those of the models that are chosen."""
    return f"({expr}) and on ({JOB}) {once('bedrock_batch_job_info', JOB, OF_MODEL)}"


def in_status(status, where=HERE, by=JOB):
    """1 for each job that is in one of these statuses."""
    those = where + f', status=~"{status}"'
    return f"({once('bedrock_batch_job_status', by, those)} == 1)"


def running(expr):
    """Of series about jobs, those of jobs that have not ended."""
    return f"({expr}) unless on ({JOB}) {once('bedrock_batch_job_end_timestamp_seconds', JOB)}"


def job(metric, where=HERE):
    return once(f"bedrock_batch_job_{metric}", JOB, where)


def rate_of(where=HERE):
    """Records a second of each job. deriv, because the counts are gauges that AWS updates once in a minute."""
    return f"max by ({JOB}) (deriv(bedrock_batch_job_processed_records{{{where}}}[15m]))"


def or_zero(expr):
    """0 where there is nothing to add up, and no value at all where no exporter is seen."""
    return f"sum({expr}) or 0 * count(bedrock_batch_jobs{{{HERE}}})"


def with_account_name(expr):
    """Adds the account's name, if aws.account_names has one."""
    named = "group by (account_id, account_name) (bedrock_batch_account_info) or on (account_id) group by (account_id) (bedrock_batch_jobs)"
    return f"({expr}) * on (account_id) group_left (account_name) ({named})"
