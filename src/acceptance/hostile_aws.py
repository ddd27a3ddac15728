"""An AWS whose jobs have names, models and messages that harm those who show them as they are."""

import json
import threading
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit

from counting_proxy import Handler, Server

SCRIPT = "<script>document.title='hacked'</script><img src=x onerror=alert(1)>"
NAMES = {
    "script": SCRIPT,
    "attribute": "\"' onmouseover='alert(1)' x=\"",
    "template": "${7*7} {{7*7}} &lt;b&gt; &amp;",
    "bidi": "safe\u202egpj.exe\u2066\u200f",
    "control": "a\u0000b\u001b[31mc\u0007\r\nX-Injected: 1\u0085\u2028",
    "invisible": "\u200b\ufeff\u00ad",
    "long": "W" * 63,
    "longer": "W" * 2000,
    "path": "../../../etc/passwd?x=1#y%2F",
    "spaces": "   ",
    "beyond": "\U0001f4a5 \u4f5c\u696d \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "math": "=cmd|' /C calc'!A0",
}
PLACE = "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job"
START = datetime.now(UTC)


def hours_ago(hours):
    return (START - timedelta(hours=hours)).isoformat(timespec="seconds").replace("+00:00", "Z")


def job_id(key):
    return f"{key:0<12}"


def job(key, status="Failed"):
    name = NAMES[key]
    return {
        "jobArn": f"{PLACE}/{job_id(key)}",
        "jobName": name,
        "modelId": f"arn:aws:bedrock:us-east-1::foundation-model/{name}",
        "status": status,
        "message": f"reason {name}",
        "roleArn": f"arn:aws:iam::123456789012:role/{name}",
        "submitTime": hours_ago(2),
        "lastModifiedTime": hours_ago(1 if status == "Failed" else 1.5),
        "inputDataConfig": {"s3InputDataConfig": {"s3Uri": f"s3://in/{name}"}},
        "outputDataConfig": {"s3OutputDataConfig": {"s3Uri": f"s3://out/{name}"}},
        "totalRecordCount": 10,
        "processedRecordCount": 5,
        "successRecordCount": 5,
        "errorRecordCount": 0,
    }


class HostileHandler(Handler):
    def do_GET(self):
        path = unquote(urlsplit(self.path).path)
        asked = [key for key in NAMES if path.endswith(job_id(key))]
        jobs = [job(key, self.server.status) for key in asked or NAMES]
        self.say(json.dumps(jobs[0] if asked else {"invocationJobSummaries": jobs}), "application/json")


class HostileAws:
    """All its jobs run until they fail."""

    def __init__(self):
        self.server = Server(("127.0.0.1", 0), HostileHandler)
        self.server.asked = 0
        self.server.status = "InProgress"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def fail(self):
        self.server.status = "Failed"

    def close(self):
        self.server.shutdown()
        self.server.server_close()
