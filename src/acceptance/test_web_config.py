"""
The web file, judged by Prometheus' exporter-toolkit, which made its format: both take the same files, and what both serve with one
behaves alike.
"""

import base64
import socket
import ssl
import subprocess
import time
from pathlib import Path

import pytest
from processes import ISOLATED, LOGS, ROOT, Process, exporter, program, wait_for

HASH = "$2y$04$sr0xasioMcAr69Ted5i66OXEyVX/lSBQEBNUIfkoW3Rc9OvDJ6FnO"  # of "secret"
LONG = "$2a$04$ZoMy2VYbTDpbdbM0opQ14O6GAkSzRcLlvgQAx2N2PivnPkuOM6bFC"  # of 72 times "a"
PAIR = "cert_file: c.pem, key_file: k.pem"
MTLS = PAIR + ", client_ca_file: ca.pem, client_auth_type: "
CONFIG = "discovery: [{regions: [us-east-1]}]\naws: {endpoint_url: 'http://127.0.0.1:1'}\nstore: {type: memory}\n"

TAKEN = {
    "empty": "",
    "tls": f"tls_server_config: {{{PAIR}}}",
    "inline": "INLINE",
    "pkcs1": "tls_server_config: {cert_file: rsa.pem, key_file: rsa-pkcs1.pem}",
    "sec1": "tls_server_config: {cert_file: c.pem, key_file: k-sec1.pem}",
    "file-first": f"tls_server_config: {{{PAIR}, cert: nonsense, key: nonsense}}",
    "versions": f"tls_server_config: {{{PAIR}, min_version: TLS12, max_version: TLS13}}",
    "old-minimum": f"tls_server_config: {{{PAIR}, min_version: TLS10}}",
    "suites": f"tls_server_config: {{{PAIR}, cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, TLS_AES_128_GCM_SHA256]}}",
    "curves": f"tls_server_config: {{{PAIR}, curve_preferences: [CurveP256, CurveP384, CurveP521, X25519]}}",
    "preference": f"tls_server_config: {{{PAIR}, prefer_server_cipher_suites: no}}",
    "no-client": f"tls_server_config: {{{PAIR}, client_auth_type: NoClientCert}}",
    "request": f"tls_server_config: {{{PAIR}, client_auth_type: RequestClientCert}}",
    "any": f"tls_server_config: {{{PAIR}, client_auth_type: RequireAnyClientCert}}",
    "any-old": f"tls_server_config: {{{PAIR}, client_auth_type: RequireClientCert}}",
    "given": f"tls_server_config: {{{MTLS}VerifyClientCertIfGiven}}",
    "verify": f"tls_server_config: {{{MTLS}RequireAndVerifyClientCert, client_allowed_sans: [a.example]}}",
    "not-on": "tls_server_config: {min_version: TLS13, client_allowed_sans: [a]}",
    "users": f"basic_auth_users: {{alice: {HASH}, 'b o b': {HASH}}}",
    "no-users": "basic_auth_users: {}",
    "headers": "http_server_config: {http2: off, headers: {X-Frame-Options: deny, X-XSS-Protection: '0'}}",
    "rate": "rate_limit: {interval: 1m30s, burst: 3}",
    "no-rate": "rate_limit: {burst: 3}",
}
REFUSED = {
    "key": "tls_server_confg: {}",
    "key-below": f"tls_server_config: {{{PAIR}, cert_fil: c.pem}}",
    "twice": "rate_limit: {}\nrate_limit: {}",
    "list": "[tls_server_config]",
    "no-yaml": "tls_server_config: {",
    "no-key": "tls_server_config: {cert_file: c.pem}",
    "no-cert": "tls_server_config: {key_file: k.pem}",
    "no-pair": "tls_server_config: {client_auth_type: NoClientCert}",
    "no-file": "tls_server_config: {cert_file: none.pem, key_file: k.pem}",
    "no-pem": "tls_server_config: {cert_file: web-no-pem.yml, key_file: k.pem}",
    "other-key": "tls_server_config: {cert_file: c.pem, key_file: rsa-pkcs1.pem}",
    "no-ca": f"tls_server_config: {{{PAIR}, client_auth_type: VerifyClientCertIfGiven, client_ca_file: none.pem}}",
    "ca-alone": f"tls_server_config: {{{PAIR}, client_ca_file: ca.pem}}",
    "type": f"tls_server_config: {{{PAIR}, client_auth_type: requireclientcert}}",
    "version": f"tls_server_config: {{{PAIR}, min_version: TLS1.2}}",
    "suite": f"tls_server_config: {{{PAIR}, cipher_suites: [TLS_RSA_WITH_AES_128_CBC_SHA]}}",
    "curve": f"tls_server_config: {{{PAIR}, curve_preferences: [P256]}}",
    "hash": "basic_auth_users: {alice: secret}",
    "no-hash": "basic_auth_users: {alice: }",
    "cost": f"basic_auth_users: {{alice: {HASH.replace('$04$', '$03$')}}}",
    "short": f"basic_auth_users: {{alice: {HASH[:58]}}}",
    "header": "http_server_config: {headers: {Server: x}}",
    "header-case": "http_server_config: {headers: {x-frame-options: deny}}",
    "header-value": "http_server_config: {headers: {X-Frame-Options: DENY}}",
    "http2": "http_server_config: {http2: 2}",
    "interval": "rate_limit: {interval: often, burst: 1}",
    "burst": "rate_limit: {interval: 1s, burst: many}",
}


@pytest.fixture(scope="module")
def judge():
    """The toolkit as a program."""
    LOGS.mkdir(parents=True, exist_ok=True)
    binary = LOGS / "webjudge"
    subprocess.run(["go", "build", "-o", binary, "."], cwd=ROOT / "src/acceptance/webjudge", check=True)
    return binary


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("web")
    authority(path, "ca")
    authority(path, "other-ca")
    issue(path, "ca", "c", "k", "IP:127.0.0.1", "ec")
    issue(path, "ca", "rsa", "rsa-key", "IP:127.0.0.1", "rsa")
    issue(path, "ca", "own", "own-key", "DNS:a.example", "ec")
    issue(path, "other-ca", "foreign", "foreign-key", "DNS:a.example", "ec")
    openssl(path, "pkey", "-in", "rsa-key.pem", "-traditional", "-out", "rsa-pkcs1.pem")
    openssl(path, "pkey", "-in", "k.pem", "-traditional", "-out", "k-sec1.pem")
    (path / "config.yml").write_text(CONFIG)
    for name, text in (TAKEN | REFUSED).items():
        (path / f"web-{name}.yml").write_text(inline(path) if text == "INLINE" else text + "\n")
    return path


def openssl(path, *arguments):
    subprocess.run(["openssl", *arguments], cwd=path, check=True, capture_output=True)


def authority(path, name):
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")
    openssl(path, "req", "-x509", *curve, "-nodes", "-days", "2", "-subj", f"/CN={name}", "-keyout", f"{name}-key.pem",
            "-out", f"{name}.pem")


def issue(path, ca, certificate, key, name, kind):
    options = {"ec": ("ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"), "rsa": ("rsa:2048",)}[kind]
    openssl(path, "req", "-newkey", *options, "-nodes", "-subj", f"/CN={certificate}", "-addext", f"subjectAltName={name}",
            "-keyout", f"{key}.pem", "-out", "request.pem")
    openssl(path, "x509", "-req", "-in", "request.pem", "-CA", f"{ca}.pem", "-CAkey", f"{ca}-key.pem", "-days", "2",
            "-copy_extensions", "copy", "-out", f"{certificate}.pem")


def inline(path):
    lines = ["tls_server_config:"]
    for key, file in (("cert", "c.pem"), ("key", "k.pem")):
        lines += [f"  {key}: |", *(f"    {line}" for line in (path / file).read_text().splitlines())]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def verdicts(judge, folder):
    files = [folder / f"web-{name}.yml" for name in TAKEN | REFUSED]
    said = subprocess.run([judge, "validate", *files], check=True, capture_output=True, text=True).stdout
    return {Path(line.split()[0]).stem.removeprefix("web-"): line.split()[1] for line in said.splitlines()}


@pytest.mark.parametrize("name", TAKEN | REFUSED)
def test_both_take_the_same_files(verdicts, folder, name):
    expected = "taken" if name in TAKEN else "refused"
    assert verdicts[name] == expected
    check = [*program("-XX:TieredStopAtLevel=1"), "run", f"--config.file={folder}/config.yml", "--config.check"]
    done = subprocess.run(
        [*check, f"--web.config.file={folder}/web-{name}.yml"], env=ISOLATED, capture_output=True, text=True
    )
    assert done.returncode == (0 if expected == "taken" else 2), done.stderr
    assert "Exception" not in done.stderr
    assert HASH[10:50] not in done.stderr


class Both:
    """A server of ours and one of the toolkit with the same file."""

    def __init__(self, judge, folder, name, text):
        self.folder = folder
        file = folder / f"both-{name}.yml"
        file.write_text(text + "\n")
        self.ours = exporter(f"web-{name}", f"--config.file={folder}/config.yml", f"--web.config.file={file}")
        port = free_port()
        self.theirs = Process(f"web-{name}-judge", judge, "serve", file, f"127.0.0.1:{port}")
        self.theirs.port = port
        wait_for("the judge", lambda: listens(port))

    def ask(self, *arguments, **options):
        """What both answer to the same."""
        return [ask(self.folder, server.port, *arguments, **options) for server in (self.ours, self.theirs)]

    def stop(self):
        self.ours.stop()
        self.theirs.stop()


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def listens(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def both(judge, folder, request):
    started = []

    def start(text):
        started.append(Both(judge, folder, request.node.name.partition("[")[0] + str(abs(hash(request.node.name))), text))
        return started[0]

    yield start
    for servers in started:
        servers.stop()


def ask(folder, port, login=None, tls=True, client=None, version=None, path="/"):
    """The status and headers of a GET, or "refused" where TLS does not come about."""
    request = f"GET {path} HTTP/1.1\r\nHost: exporter\r\nConnection: close\r\n"
    if login is not None:
        request += f"Authorization: Basic {base64.b64encode(login.encode()).decode()}\r\n"
    try:
        with socket.create_connection(("127.0.0.1", port), 20) as plain:
            with context(folder, client, version).wrap_socket(plain) if tls else plain as connection:
                connection.sendall((request + "\r\n").encode())
                answer = b""
                while piece := connection.recv(65536):
                    answer += piece
    except (ssl.SSLError, ConnectionError):
        return "refused", {}
    if not answer:
        return "refused", {}
    head = answer.partition(b"\r\n\r\n")[0].decode().split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in head[1:])
    return int(head[0].split()[1]), headers


def context(folder, client, version):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    tls.check_hostname = False
    tls.load_verify_locations(folder / "ca.pem")
    if client:
        tls.load_cert_chain(folder / f"{client}.pem", folder / f"{client}-key.pem")
    if version:
        tls.minimum_version = tls.maximum_version = version
    return tls


def test_both_ask_for_passwords(both):
    servers = both(f"basic_auth_users: {{alice: {HASH}, long: {LONG}}}")
    for login, status in (
        (None, 401),
        ("alice:secret", 200),
        ("alice:secret", 200),
        ("alice:Secret", 401),
        ("alice:", 401),
        ("alice", 401),
        ("bob:secret", 401),
        ("bob:fakepassword", 401),
        ("long:" + "a" * 71, 401),
        ("long:" + "a" * 72, 200),
        ("long:" + "a" * 73, 200),
        ("long:" + "a" * 200, 200),
    ):
        answers = servers.ask(login, tls=False)
        assert [answer[0] for answer in answers] == [status, status], login
        assert [answer[1].get("www-authenticate") for answer in answers] == ["basic" if status == 401 else None] * 2


@pytest.mark.parametrize(
    ("kind", "statuses"),
    {
        PAIR + ", client_auth_type: RequestClientCert": {None: 200, "own": 200, "foreign": 200},
        PAIR + ", client_auth_type: RequireAnyClientCert": {None: "refused", "own": 200, "foreign": 200},
        MTLS + "VerifyClientCertIfGiven": {None: 200, "own": 200, "foreign": "refused"},
        MTLS + "RequireAndVerifyClientCert": {None: "refused", "own": 200, "foreign": "refused"},
        MTLS + "RequireAndVerifyClientCert, client_allowed_sans: [a.example]": {"own": 200},
        MTLS + "RequireAndVerifyClientCert, client_allowed_sans: [b.example]": {"own": "refused"},
        MTLS + "RequireAndVerifyClientCert, client_allowed_sans: []": {"own": "refused"},
    }.items(),
)
def test_both_ask_for_certificates(both, kind, statuses):
    servers = both(f"tls_server_config: {{{kind}}}")
    for client, status in statuses.items():
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            answers = servers.ask(client=client, version=version)
            assert [answer[0] for answer in answers] == [status, status], (client, version)


@pytest.mark.parametrize(("keys", "old", "new"), [("", 200, 200), (", min_version: TLS13", "refused", 200),
                                                  (", max_version: TLS12", 200, "refused")])
def test_both_speak_the_same_versions(both, keys, old, new):
    servers = both(f"tls_server_config: {{{PAIR}{keys}}}")
    for version, status in ((ssl.TLSVersion.TLSv1_2, old), (ssl.TLSVersion.TLSv1_3, new)):
        answers = servers.ask(version=version)
        assert [answer[0] for answer in answers] == [status, status], version


def test_both_limit_the_rate_and_set_headers(both):
    servers = both("rate_limit: {interval: 1h, burst: 2}\n"
                   "http_server_config: {headers: {X-Frame-Options: sameorigin, Strict-Transport-Security: max-age=1}}")
    for status in (200, 200, 429):
        answers = servers.ask(tls=False)
        assert [answer[0] for answer in answers] == [status, status]
        if status == 200:
            for header, value in (("x-frame-options", "sameorigin"), ("strict-transport-security", "max-age=1")):
                assert [answer[1][header] for answer in answers] == [value, value]


def test_clients_that_stall_hold_up_nobody(folder):
    """For longer than any limit: clients that send nothing, half a handshake, or many requests whose answers they do not read."""
    file = folder / "stalled.yml"
    file.write_text(f"tls_server_config: {{{PAIR}}}\n")
    server = exporter("web-stalled", f"--config.file={folder}/config.yml", f"--web.config.file={file}")
    silent, mute, deaf = ([stalled(server.port) for _ in range(20)] for _ in range(3))
    try:
        for client in mute:
            client.sendall(bytes([22, 3, 1, 2, 0]))
        deaf = [context(folder, None, None).wrap_socket(client) for client in deaf]
        for client in deaf:
            client.setblocking(False)
            flood(client)
        end = time.monotonic() + 35
        while time.monotonic() < end:
            begin = time.monotonic()
            assert ask(folder, server.port, path="/-/healthy")[0] == 200
            assert time.monotonic() - begin < 3
            time.sleep(0.5)
        assert all(ended(client) for client in [*silent, *mute])
    finally:
        for client in [*silent, *mute, *deaf]:
            client.close()
        assert server.stop() == 0


def stalled(port):
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", port))
    return client


def flood(client):
    """Sends requests until no more are taken."""
    try:
        for _ in range(2000):
            client.send(b"GET /metrics HTTP/1.1\r\nHost: exporter\r\n\r\n" * 100)
    except (ssl.SSLWantWriteError, ConnectionError, ssl.SSLError):
        pass


def ended(client):
    client.settimeout(1)
    try:
        return client.recv(1000) == b""
    except TimeoutError:
        return False
    except OSError:
        return True
