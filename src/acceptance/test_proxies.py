"""Which way the AWS CLI, our get-model-invocation-job and the daemon go, for one environment after the other: the same."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from counting_proxy import ARN, Endpoint, Proxy, make_certificate
from processes import ISOLATED, JAR, exporter, http, wait_for

JAVA = [Path(os.environ["JDK25"]) / "bin" / "java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", JAR]
CLIS = {"AWS CLI": [Path(sys.executable).with_name("aws"), "bedrock"], "ours": JAVA}
DEAD = "http://127.0.0.1:1"
PROXIED = {"https": True, "http": True}
DIRECT = {"https": False, "http": False}
BOTH = {"HTTPS_PROXY": "{url}", "HTTP_PROXY": "{url}"}
CASES = [
    ({"HTTPS_PROXY": "{url}"}, {"https": True, "http": False}),
    ({"https_proxy": "{url}"}, {"https": True, "http": False}),
    ({"HTTP_PROXY": "{url}"}, {"https": False, "http": True}),
    (BOTH, PROXIED),
    ({"HTTPS_PROXY": DEAD, "https_proxy": "{url}", "http_proxy": "{url}"}, PROXIED),
    (BOTH | {"https_proxy": ""}, {"https": False, "http": True}),
    ({"ALL_PROXY": DEAD, "all_proxy": DEAD}, DIRECT),
    ({"HTTPS_PROXY": "{address}", "HTTP_PROXY": "{address}"}, PROXIED),
    ({"HTTPS_PROXY": "http://{login}@{address}", "HTTP_PROXY": "{login}@{address}"}, PROXIED),
    (BOTH | {"NO_PROXY": "example.com,127.0.0.1"}, DIRECT),
    (BOTH | {"no_proxy": "{tls}"}, {"https": False, "http": True}),
    (BOTH | {"NO_PROXY": ".0.0.1"}, DIRECT),  # a domain, by its letters
    (BOTH | {"NO_PROXY": "*"}, DIRECT),
]
LOGIN, ENCODED = "us@er:p:a ss", "us%40er:p:a%20ss"


class Stage:
    def __init__(self, folder):
        self.folder = folder
        self.bundle, both = make_certificate(folder)
        self.endpoints = {"https": Endpoint(both), "http": Endpoint()}

    def close(self):
        for endpoint in self.endpoints.values():
            endpoint.close()

    def environment(self, proxy, variables):
        words = {"url": f"http://{proxy.address}", "address": proxy.address, "login": ENCODED,
                 "tls": self.endpoints["https"].address}  # fmt: skip
        return {name: value.format(**words) for name, value in variables.items()}

    def ways(self, proxy):
        """Whether the requests to each endpoint went by the proxy."""
        return {scheme: endpoint.address in proxy.targets for scheme, endpoint in self.endpoints.items()}

    def cli(self, program, variables):
        with Proxy(LOGIN if "{login}" in str(variables) else None) as proxy:
            for endpoint in self.endpoints.values():
                done = subprocess.run(
                    [*CLIS[program], "get-model-invocation-job", "--job-identifier", ARN, "--endpoint-url", endpoint.url,
                     "--ca-bundle", self.bundle, "--query", "status"],
                    env=without_proxies() | {"AWS_MAX_ATTEMPTS": "1"} | self.environment(proxy, variables),
                    capture_output=True, text=True, timeout=180,
                )  # fmt: skip
                assert (done.returncode, done.stdout) == (0, '"Completed"\n'), (program, done.stderr)
            return self.ways(proxy)

    def daemon(self, name, variables):
        with Proxy(LOGIN if "{login}" in str(variables) else None) as proxy:
            file = self.folder / f"{name}.yml"
            # The account is asked of STS, the jobs of Bedrock.
            file.write_text(
                "discovery: [{regions: [us-east-1]}]\nstore: {type: memory}\npoll: {interval: 1s}\n"
                f"aws: {{endpoint_urls: {{bedrock: '{self.endpoints['https'].url}', sts: '{self.endpoints['http'].url}'}}}}\n"
            )
            environment = {"AWS_CA_BUNDLE": str(self.bundle)} | self.environment(proxy, variables)
            process = exporter(f"proxied-{name}", f"--config.file={file}", environment=environment)
            try:
                wait_for("a poll with success", lambda: polled(process))
                return self.ways(proxy)
            finally:
                process.stop()


def without_proxies():
    return {name: value for name, value in ISOLATED.items() if not name.lower().endswith("_proxy")}


def polled(process):
    text = http(f"{process.url}/metrics")[1].decode()
    return any(
        line.startswith("bedrock_batch_exporter_polls_total") and 'result="success"' in line and not line.endswith(" 0.0")
        and not line.endswith(" 0")
        for line in text.splitlines()
    )  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    stage = Stage(tmp_path_factory.mktemp("proxies"))
    yield stage
    stage.close()


@pytest.mark.parametrize("number", range(len(CASES)), ids=[",".join(variables) for variables, _ in CASES])
def test_all_go_the_same_way(stage, number):
    variables, expected = CASES[number]
    with ThreadPoolExecutor() as pool:
        clis = {program: pool.submit(stage.cli, program, variables) for program in CLIS}
        daemon = pool.submit(stage.daemon, str(number), variables)
        ways = {program: way.result() for program, way in clis.items()} | {"daemon": daemon.result()}
    assert ways == {program: expected for program in ways}


def test_ranges_are_ours_alone(stage):
    """The AWS CLI takes a range in NO_PROXY for a name. We honour it, as curl and Go do."""
    variables = BOTH | {"NO_PROXY": "127.0.0.0/8"}
    assert stage.cli("AWS CLI", variables) == PROXIED
    assert stage.cli("ours", variables) == DIRECT
    assert stage.daemon("range", variables) == DIRECT


def test_the_role_of_a_profile_is_assumed_by_the_proxy(stage):
    config = stage.folder / "config"
    config.write_text(
        "[profile source]\naws_access_key_id = K\naws_secret_access_key = s\n[profile role]\n"
        "role_arn = arn:aws:iam::123456789012:role/r\nsource_profile = source\nregion = us-east-1\n"
    )
    file = stage.folder / "profile.yml"
    file.write_text(
        f"jobs: ['{ARN}']\nstore: {{type: memory}}\npoll: {{interval: 1s}}\n"
        f"aws: {{profile: role, endpoint_urls: {{bedrock: '{stage.endpoints['http'].url}'}}}}\n"
    )
    with Proxy() as proxy:
        environment = {
            "AWS_CONFIG_FILE": str(config), "AWS_CA_BUNDLE": str(stage.bundle), "HTTPS_PROXY": f"http://{proxy.address}",
            "AWS_ENDPOINT_URL_STS": stage.endpoints["https"].url,
        }  # fmt: skip
        process = exporter("proxied-profile", f"--config.file={file}", environment=environment)
        try:
            wait_for("a poll with success", lambda: polled(process))
        finally:
            process.stop()
        assert stage.ways(proxy) == {"https": True, "http": False}


def test_what_is_no_proxy_is_named_without_its_password(stage):
    environment = without_proxies() | {"HTTPS_PROXY": "http://user:s3cret@host:port"}
    rule = 'HTTPS_PROXY: "http://<redacted>@host:<redacted>": must be the URL of a proxy'
    command = ["get-model-invocation-job", "--job-identifier", ARN]
    for words, code in ((command, 253), (["--config.check"], 2), ([], 2)):
        file = stage.folder / "plain.yml"
        file.write_text("discovery: [{regions: [us-east-1]}]\n")
        config = [] if words == command else [f"--config.file={file}"]
        done = subprocess.run([*JAVA, *words, *config], env=environment, capture_output=True, text=True, timeout=180)
        assert done.returncode == code, done.stderr
        assert rule in done.stderr and "s3cret" not in done.stderr + done.stdout
        assert "\tat " not in done.stderr
