"""Profiles that sign in: our get-model-invocation-job beside the AWS CLI's own, on the same files and the same portal."""

import hashlib
import json
import subprocess
import threading
import time
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from processes import ISOLATED
from test_get_model_invocation_job import CLI, OURS

JOB = "aaaaaaaaaa06"
CONFIG = """\
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-central-1
[profile dev]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = ReadOnly
[profile old]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-central-1
sso_account_id = 123456789012
sso_role_name = ReadOnly
[profile role]
role_arn = arn:aws:iam::123456789012:role/batch
source_profile = dev
[profile broken]
sso_session = absent
sso_account_id = 123456789012
sso_role_name = ReadOnly
"""


class Portal(BaseHTTPRequestHandler):
    """Gives the keys of a role for one token."""

    def do_GET(self):
        url = urlsplit(self.path)
        token = self.headers["x-amz-sso_bearer_token"]
        self.server.asked.append((url.path, sorted(parse_qs(url.query).items()), token))
        known = token == "token"
        keys = {"accessKeyId": "ASIA", "secretAccessKey": "s", "sessionToken": "t",
                "expiration": int(time.time() * 1000) + 3_600_000}  # fmt: skip
        body = {"roleCredentials": keys} if known else {"message": "Session token not found or invalid"}
        self.send_response(200 if known else 401)
        if not known:
            self.send_header("x-amzn-ErrorType", "UnauthorizedException")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def portal():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def home(tmp_path):
    (tmp_path / ".aws" / "sso" / "cache").mkdir(parents=True)
    (tmp_path / ".aws" / "config").write_text(CONFIG)
    return tmp_path


def sign_in(home, token="token", lasts=timedelta(hours=1)):
    end = (datetime.now(timezone.utc) + lasts).strftime("%Y-%m-%dT%H:%M:%SZ")
    for name in ("corp", "https://corp.awsapps.com/start"):
        file = home / ".aws" / "sso" / "cache" / f"{hashlib.sha1(name.encode()).hexdigest()}.json"
        file.write_text(json.dumps({"accessToken": token, "expiresAt": end}))


def show(program, aws, portal, home, profile):
    url = f"http://127.0.0.1:{portal.server_port}"
    environment = {name: value for name, value in ISOLATED.items() if "ACCESS_KEY" not in name} | {
        "HOME": str(home), "AWS_CONFIG_FILE": str(home / ".aws" / "config"), "AWS_ENDPOINT_URL_SSO": url,
        "AWS_ENDPOINT_URL_SSO_OIDC": url, "AWS_ENDPOINT_URL_STS": aws.url,
    }  # fmt: skip
    return subprocess.run(
        [*program, "get-model-invocation-job", "--job-identifier", JOB, "--endpoint-url", aws.url,
         "--profile", profile, "--query", "jobArn"],
        env=environment, capture_output=True, text=True, timeout=180,
    )  # fmt: skip


@pytest.mark.parametrize("profile", ["dev", "old", "role"])
def test_signed_in(aws, portal, home, profile):
    sign_in(home)
    theirs, ours = (show(program, aws, portal, home, profile) for program in (CLI, OURS))
    assert (theirs.returncode, theirs.stderr) == (0, "")
    assert (ours.returncode, ours.stdout, ours.stderr) == (0, theirs.stdout, "")
    assert len(portal.asked) == 2 and portal.asked[0] == portal.asked[1]


@pytest.mark.parametrize("profile, sentence", [
    ("dev", "Error loading SSO Token: Token for corp does not exist"),
    ("old", "Error loading SSO Token: Token for https://corp.awsapps.com/start does not exist"),
    ("broken", "he specified sso-session does not exist: "),
])  # fmt: skip
def test_not_signed_in(aws, portal, home, profile, sentence):
    theirs, ours = (show(program, aws, portal, home, profile) for program in (CLI, OURS))
    assert sentence in theirs.stderr and sentence in ours.stderr
    assert theirs.returncode != 0 and ours.returncode == 253


@pytest.mark.parametrize("token, lasts", [("token", timedelta(minutes=-1)), ("another", timedelta(hours=1))])
def test_signed_out(aws, portal, home, token, lasts):
    sign_in(home, token, lasts)
    theirs, ours = (show(program, aws, portal, home, "old") for program in (CLI, OURS))
    sentence = "The SSO session associated with this profile has expired or is otherwise invalid"
    assert sentence in theirs.stderr and sentence in ours.stderr
    assert ours.returncode == 253 and "run aws sso login --profile old" in ours.stderr
