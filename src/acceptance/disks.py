"""Disks of a few megabytes on which nothing can be written any more, in several ways. To mount them takes root."""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    told = done.stderr.strip()
    assert done.returncode == 0, f"{' '.join(map(str, command))}: {told}; these tests need the right to mount"
    return done.stdout.strip()


@contextmanager
def mounted(disk):
    """Mounts a disk, or skips the test for who is not root."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a disk")
    disk.folder.mkdir()
    disk.mount()
    try:
        yield disk
    finally:
        disk.unmount()


class Disk:
    def __init__(self, folder):
        self.folder = folder

    def unmount(self):
        run("umount", self.folder)


class FullDisk(Disk):
    """A disk in memory without a free block."""

    MEGABYTES = 3

    def mount(self):
        run("mount", "-t", "tmpfs", "-o", f"size={self.MEGABYTES}m", "tmpfs", self.folder)

    def refuse_writes(self):
        with (self.folder / "ballast").open("ab", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        assert os.statvfs(self.folder).f_bavail == 0

    def allow_writes(self):
        (self.folder / "ballast").unlink()


class FullDiskOfDatabase(FullDisk):
    """The same for the tables of a server, of which each takes some blocks."""

    MEGABYTES = 16


class Ext4Disk(Disk):
    """A disk in a file beside its folder."""

    MEGABYTES = 16

    def __init__(self, folder):
        super().__init__(folder)
        self.image = folder.with_suffix(".image")

    def mount(self):
        if not self.image.exists():
            self.image.write_bytes(b"")
            os.truncate(self.image, self.MEGABYTES * 2**20)
            run("mke2fs", "-q", "-t", "ext4", self.image)
        run("mount", "-o", "loop,errors=remount-ro", self.image, self.folder)


class ImmutableFiles(Ext4Disk):
    """A disk whose files nobody may write, not even who has opened them before."""

    def refuse_writes(self):
        run("chattr", "-R", "+i", self.folder)

    def allow_writes(self):
        run("chattr", "-R", "-i", self.folder)


class FailingDisk(Ext4Disk):
    """
    A disk that the kernel makes read-only when it finds an error on it, whoever has opened files there. An administrator
    cannot do that, as mount says that it is busy, and cannot undo it but by unmounting.
    """

    def refuse_writes(self):
        device = Path(run("findmnt", "-no", "SOURCE", self.folder)).name
        Path(f"/sys/fs/ext4/{device}/trigger_fs_error").write_text("an error that a test has made")
