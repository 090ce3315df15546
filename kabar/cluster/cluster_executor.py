"""Executor that sends calls to a Dask cluster, and does here what the cluster does not answer.

Calls are pure functions of bytes and settings, so that one may be done twice: by the cluster after a worker has died
(Dask tries up to three workers), and then by processes of this machine.
"""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from kabar.cluster.checked_jobs import environment, run_checked
from kabar.failure import BuildFailed
from kabar.worker_pool import ElasticExecutor, spawned_executor

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")
P = ParamSpec("P")

_DEADLINE = 120.0  # seconds until a call that has no answer is done here; the slowest takes some seconds
_CONNECTING = 10.0  # seconds to wait for a scheduler and for its first worker
_FRESH = 5.0  # seconds for which the number of workers is believed
# Read by Dask where it is imported or a client begins. Photographs belong into the task itself: where its worker dies,
# the scheduler still has them.
_SETTINGS = {
    "distributed.admin.large-graph-warning-threshold": "1GB",
    "distributed.comm.timeouts.connect": f"{_CONNECTING:.0f}s",
    "distributed.comm.timeouts.tcp": "30s",
    "logging": {"distributed": "critical"},
}
# Errors of Dask where a worker or the scheduler cannot import what a task needs.
_NOT_LOADED = (ImportError, AttributeError)

Report = Callable[[str], None]


class ClusterUnusable(BrokenExecutor):
    """The cluster cannot do the calls of this build; the text says why, in Indonesian."""


@dataclass
class _Call:
    """A call that was submitted; ``is_done`` once its future has a result or another one makes it."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    future: Future[Any] = field(default_factory=Future)
    is_done: bool = False


def check_installed() -> None:
    """Raise BuildFailed where the packages for clusters are not installed."""
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise BuildFailed("KLASTER perlu paket tambahan; pasang dulu dengan: make klaster-siap") from None


class ClusterExecutor(ElasticExecutor):
    """The cluster of the scheduler at ``address``, used from the first call on.

    ``jobs`` processes of this machine do what has no answer after ``deadline`` seconds, what has ended its workers, and
    everything once the scheduler is gone, which is reported once. ``there`` and ``here`` count finished calls.
    """

    def __init__(self, address: str, jobs: int, report: Report, deadline: float = _DEADLINE):
        self.there = 0
        self.here = 0
        self._address = address
        self._jobs = jobs
        self._report = report
        self._deadline = deadline
        self._lock = threading.Lock()
        self._client: Client | None = None
        self._dask: Executor | None = None
        self._pool: Executor | None = None
        self._is_lost = False
        self._workers = (0, 0.0)

    def submit(self, function: Callable[P, T], /, *args: P.args, **named: P.kwargs) -> Future[T]:
        """Send the call to the cluster. Raises ClusterUnusable where there is none at the first call."""
        call = _Call(partial(function, **named) if named else function, args)
        if self._dask is None:
            self._connect()
        if self._is_lost or not self._send(call):
            self._do_here(call)
        return call.future

    def workers(self) -> int:
        """The threads of all workers, counted anew after some seconds; the jobs here once the scheduler is gone."""
        if self._client is None or self._is_lost:
            return self._jobs
        count, since = self._workers
        if time.monotonic() - since > _FRESH:
            with suppress(Exception):  # as Dask documents no exceptions, the last number is used
                described = self._client.scheduler_info(n_workers=-1)["workers"]
                count = sum(worker["nthreads"] for worker in described.values())
            self._workers = count, time.monotonic()
        return max(count, 1)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; its scheduler and workers stay."""
        if self._client is not None:
            with suppress(Exception):
                self._client.close(timeout=2)
            self._client = None
        if self._pool is not None:
            self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.shutdown(cancel_futures=kind is not None)

    def _connect(self) -> None:
        check_installed()
        import dask

        dask.config.set(_SETTINGS)
        from distributed import Client

        if self._address.startswith("tls:"):
            self._check_certificates()
        # Levels that were set when it was imported before, by a test.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            client = Client(self._address, timeout=_CONNECTING, set_as_default=False, name="kabar")
        except Exception as error:
            reason = " ".join(str(error).split())
            raise ClusterUnusable(
                f"KLASTER {self._address}: penjadwal tidak dapat dihubungi ({type(error).__name__}: {reason});"
                " nyalakan dengan: make klaster, atau ulangi tanpa KLASTER"
            ) from None
        try:
            client.wait_for_workers(1, timeout=_CONNECTING)
        except Exception:
            client.close(timeout=2)
            raise ClusterUnusable(
                f"KLASTER {self._address}: penjadwal ada, tetapi tanpa pekerja; tambahkan pekerja, atau ulangi tanpa"
                " KLASTER"
            ) from None
        self._client, self._dask = client, client.get_executor(pure=False)

    def _check_certificates(self) -> None:
        # A Client that has none does not end cleanly.
        from distributed.security import Security

        try:
            found, reason = Security().get_connection_args("client").get("ssl_context"), "tidak ada"
        except Exception as error:
            found, reason = None, " ".join(str(error).split())
        if found is None:
            raise ClusterUnusable(
                f"KLASTER {self._address}: sertifikat untuk TLS tidak dapat dipakai ({reason}); sebut berkasnya dengan"
                " DASK_CONFIG=klaster/tls.yaml (docs/how-to/several-machines.md)"
            )

    def _send(self, call: _Call) -> bool:
        """Give ``call`` to the cluster; whether that succeeded."""
        assert self._client and self._dask
        if self._client.status != "running":
            self._lose()
            return False
        try:
            answer = self._dask.submit(run_checked, environment(), call.function, call.arguments)
            self._client.loop.add_callback(self._client.loop.call_later, self._deadline, self._overdue, call)
        except Exception:
            self._lose()
            return False
        answer.add_done_callback(partial(self._take, call))
        return True

    def _take(self, call: _Call, answer: Future[Any]) -> None:
        """Take what the cluster gave for ``call``; called in the thread of the client."""
        error = None if answer.cancelled() else answer.exception()
        if answer.cancelled() or error is not None:
            if self._client is None or self._client.status != "running":
                self._lose()
            if error is not None and _is_not_loaded(error):
                why = " ".join(str(error.__cause__ or error).split())
                self._refuse(call, f"penjadwal atau pekerja tidak dapat memuat kode portal ini ({why})")
            else:
                self._do_here(call)
            return
        given = answer.result()
        if given.different:
            self._refuse(call, f"pekerja di {given.different}")
        elif self._claim(call):
            self.there += 1
            if given.error is not None:
                call.future.set_exception(given.error)
            else:
                call.future.set_result(given.result)

    def _overdue(self, call: _Call) -> None:
        if not call.is_done:
            self._lose()
            self._do_here(call)

    def _refuse(self, call: _Call, why: str) -> None:
        if self._claim(call):
            call.future.set_exception(
                ClusterUnusable(
                    f"KLASTER {self._address}: {why}; samakan kode dan paketnya (git pull, make klaster-siap), lalu"
                    " nyalakan lagi penjadwal dan pekerjanya"
                )
            )

    def _do_here(self, call: _Call) -> None:
        if not self._claim(call):
            return
        with self._lock:
            if self._pool is None:
                self._pool = spawned_executor(self._jobs)
        self._pool.submit(call.function, *call.arguments).add_done_callback(partial(self._take_own, call))

    def _take_own(self, call: _Call, answer: Future[Any]) -> None:
        self.here += 1
        if answer.cancelled():
            call.future.cancel()
            call.future.set_running_or_notify_cancel()
        elif error := answer.exception():
            call.future.set_exception(error)
        else:
            call.future.set_result(answer.result())

    def _claim(self, call: _Call) -> bool:
        """Whether the caller is the first to answer ``call``."""
        with self._lock:
            is_first, call.is_done = not call.is_done, True
        return is_first

    def _lose(self) -> None:
        with self._lock:
            was_lost, self._is_lost = self._is_lost, True
        if not was_lost:
            self._report(f"KLASTER {self._address} tidak menjawab lagi; sisanya dikerjakan di mesin ini")


def _is_not_loaded(error: BaseException) -> bool:
    return isinstance(error, _NOT_LOADED) or "deserialization" in str(error)
