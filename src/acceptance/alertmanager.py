"""Alertmanager, and who is told by it."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from processes import Process
from prometheus import LISTENING


class Receiver:
    """Takes Alertmanager's notifications."""

    def __init__(self):
        self.alerts = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def _handler(receiver):
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.alerts.extend(json.loads(body)["alerts"])
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        return Handler

    def periods(self, scenario):
        """The labels of each firing period that it was told of, by fingerprint and start."""
        return {key: alert["labels"] for key, alert in self._last().items() if alert["labels"]["scenario"] == scenario}

    def firing(self, save=None):
        """The firing periods that it was not told to have ended, save those of an alert."""
        alerts = self._last().items()
        return [key for key, alert in alerts if alert["status"] == "firing" and alert["labels"]["alertname"] != save]

    def _last(self):
        return {(alert["fingerprint"], alert["startsAt"]): alert for alert in list(self.alerts)}

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def alertmanager(folder, receiver, name="alertmanager"):
    """An Alertmanager that tells each alert alone and at once."""
    file = folder / "alertmanager.yml"
    times = {"group_wait": "0s", "group_interval": "1s", "repeat_interval": "4h"}
    route = {"receiver": "test", "group_by": ["..."]} | times
    receivers = [{"name": "test", "webhook_configs": [{"url": receiver.url, "send_resolved": True}]}]
    file.write_text(json.dumps({"route": route, "receivers": receivers}))
    return Process(
        name,
        "prometheus-alertmanager",
        f"--config.file={file}",
        f"--storage.path={folder}/alertmanager",
        "--web.listen-address=127.0.0.1:0",
        "--cluster.listen-address=",
        ready=LISTENING,
    )
