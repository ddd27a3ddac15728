"""A proxy on loopback that counts, and the AWS behind it: one endpoint over TLS with a CA of its own, one without."""

import base64
import json
import socket
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

ARN = "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456"
JOB = {
    "jobArn": ARN, "jobName": "nightly", "modelId": "amazon.nova-lite-v1:0", "status": "Completed",
    "roleArn": "arn:aws:iam::123456789012:role/batch", "submitTime": "2026-11-01T00:00:00Z",
    "lastModifiedTime": "2026-11-01T01:00:00Z", "inputDataConfig": {"s3InputDataConfig": {"s3Uri": "s3://in/"}},
    "outputDataConfig": {"s3OutputDataConfig": {"s3Uri": "s3://out/"}},
}  # fmt: skip
STS = "https://sts.amazonaws.com/doc/2011-06-15/"
IDENTITY = (
    f'<GetCallerIdentityResponse xmlns="{STS}"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/u</Arn>'
    "<UserId>U</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
)
ROLE = (
    f'<AssumeRoleResponse xmlns="{STS}"><AssumeRoleResult><Credentials><AccessKeyId>K</AccessKeyId>'
    "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>"
    "</Credentials></AssumeRoleResult></AssumeRoleResponse>"
)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        one = "abc123def456" in self.path
        self.say(json.dumps(JOB if one else {"invocationJobSummaries": []}), "application/json")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.say(ROLE if b"AssumeRole" in body else IDENTITY, "text/xml")

    def say(self, text, content_type):
        self.server.asked += 1
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # the client has gone


class Endpoint:
    """An AWS that knows one job; over TLS where it is given a certificate."""

    def __init__(self, certificate=None):
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.asked = 0
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"127.0.0.1:{self.server.server_port}"
        self.url = f"{'https' if certificate else 'http'}://{self.address}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Proxy:
    """Forwards and tunnels, for those who send the login if it has one; remembers the targets."""

    def __init__(self, login=None):
        self.expected = login and "Basic " + base64.b64encode(login.encode()).decode()
        self.targets = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()

    def _accept(self):
        try:
            while True:
                threading.Thread(target=self._serve, args=self.listener.accept()[:1], daemon=True).start()
        except OSError:
            pass  # closed

    def _serve(self, client):
        try:
            self._answer(client)
        except OSError:
            pass  # one side has gone
        finally:
            client.close()

    def _answer(self, client):
        reader = client.makefile("rb")
        head = [line.rstrip(b"\r\n").decode() for line in iter(reader.readline, b"\r\n") if line]
        if not head:
            return
        headers = dict(line.lower().split(": ", 1)[:1] + line.split(": ", 1)[1:] for line in head[1:])
        method, target, _ = head[0].split(" ")
        if self.expected and headers.get("proxy-authorization") != self.expected:
            client.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        if method == "CONNECT":
            self.targets.append(target)
            endpoint = socket.create_connection(target.split(":"))
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            url = urlsplit(target)
            self.targets.append(url.netloc)
            endpoint = socket.create_connection((url.hostname, url.port))
            path = target.split(url.netloc, 1)[1]
            kept = [line for line in head[1:] if not line.lower().startswith(("proxy-", "connection:"))]
            body = reader.read(int(headers.get("content-length", 0)))
            endpoint.sendall("\r\n".join([f"{method} {path} HTTP/1.1", *kept, "Connection: close", "", ""]).encode() + body)
        threading.Thread(target=self._copy, args=(client, endpoint), daemon=True).start()
        self._copy(endpoint, client)

    @staticmethod
    def _copy(source, sink):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # one side has gone


def make_certificate(folder):
    """A key and a certificate for 127.0.0.1 in one file, which is its own CA."""
    key, certificate, both = folder / "key.pem", folder / "ca.pem", folder / "both.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=company", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    both.write_text(key.read_text() + certificate.read_text())
    return certificate, both
