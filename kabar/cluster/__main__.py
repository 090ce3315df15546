"""Command line of `make klaster`: a Dask scheduler and workers on this machine, until Ctrl-C."""

import os
import signal
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from kabar.cluster.cluster_address import PORT, is_loopback, read_address
from kabar.cluster.cluster_executor import check_installed
from kabar.console import write_lines
from kabar.failure import BuildFailed, run_command


def main(environ: Mapping[str, str]) -> int:
    def command() -> None:
        check_installed()
        host, port = _place(environ)
        jobs = environ.get("JOBS", "").strip() or str(os.cpu_count() or 1)
        if not (jobs.isascii() and jobs.isdigit() and 1 <= int(jobs) <= 256):
            raise BuildFailed(f"JOBS '{jobs}' bukan angka dari 1 sampai 256; tulis seperti: JOBS=2")
        run_cluster(host, port, int(jobs))

    return run_command(command)


def run_cluster(host: str, port: int, workers: int) -> None:
    """Run a scheduler and ``workers`` processes of one thread each until SIGINT or SIGTERM. Raises BuildFailed."""
    # By the environment, which worker processes inherit: at their end they would report the scheduler's.
    os.environ.setdefault("DASK_LOGGING__DISTRIBUTED", "critical")
    import dask

    dask.config.set({"distributed.worker.memory.terminate": 0.95})
    from distributed import LocalCluster

    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    try:
        cluster = LocalCluster(
            n_workers=workers, threads_per_worker=1, host=host, scheduler_port=port, dashboard_address=None,
            processes=True, local_directory=str(Path(".cache/klaster")),
        )  # fmt: skip
    except (OSError, RuntimeError) as error:
        reason = " ".join(str(error.__cause__ or error).split())
        raise BuildFailed(f"Klaster tidak dapat dinyalakan di {host}:{port}: {reason}") from None
    with cluster:
        write_lines([
            f"Klaster dengan {workers} pekerja di {cluster.scheduler_address}; pakai di terminal lain:"
            f" make html KLASTER={cluster.scheduler_address}",
            "Berhenti dengan Ctrl-C.",
        ])  # fmt: skip
        sys.stdout.flush()
        over.wait()


def _place(environ: Mapping[str, str]) -> tuple[str, int]:
    """Host and port of KLASTER, which must be of this machine."""
    given = environ.get("KLASTER", "").strip() or f"tcp://127.0.0.1:{PORT}"
    address = read_address(given, environ.get("KLASTER_TANPA_TLS", ""))
    scheme, _, place = address.partition("://")
    host, _, port = place.rpartition(":")
    host = host.strip("[]")
    if scheme != "tcp" or not is_loopback(host):
        raise BuildFailed(
            "make klaster hanya untuk mesin ini; untuk mesin lain lihat docs/how-to/several-machines.md"
        )
    return host, int(port)


if __name__ == "__main__":
    sys.exit(main(os.environ))
