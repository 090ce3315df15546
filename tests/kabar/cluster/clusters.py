"""A real Dask cluster on this machine, as ``make klaster`` starts it, and jobs for it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.kabar.build.project import ROOT


class RunningCluster:
    """The scheduler at ``address`` and its workers, children of ``process``."""

    def __init__(self, process: subprocess.Popen[str], address: str):
        self.process = process
        self.address = address

    def workers(self) -> list[int]:
        """The process ids of its workers, oldest first."""
        children = psutil.Process(self.process.pid).children()
        oldest_first = sorted(children, key=psutil.Process.create_time)
        return [one.pid for one in oldest_first if "spawn_main" in " ".join(one.cmdline())]

    def kill(self) -> None:
        """End scheduler and workers at once, as a machine that loses power."""
        for pid in [self.process.pid, *self.workers()]:
            os.kill(pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def running_cluster(workers: int) -> Iterator[RunningCluster]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    environ = os.environ | {"KLASTER": address, "JOBS": str(workers)}
    command = [sys.executable, "-m", "kabar.cluster"]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert address in process.stdout.readline()
            yield RunningCluster(process, address)
        finally:
            process.terminate()


def repeated(data: bytes, settings: list[int]) -> list[bytes]:
    """A job: ``data`` so many times for each of ``settings``."""
    return [data * number for number in settings]


def dying(data: bytes, flag: str) -> bytes:
    """A job that ends its process where ``flag`` is not there yet, and makes it."""
    if not Path(flag).exists():
        Path(flag).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return data


def dying_on_workers(data: bytes, here: int) -> bytes:
    """A job that ends every process that is no child of ``here``."""
    if os.getppid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return data


def failing(data: bytes, text: str) -> bytes:
    raise ValueError(text)
