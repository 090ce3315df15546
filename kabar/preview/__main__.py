"""`make serve`: serves a preview with drafts, and rebuilds it when a source changes."""

import fcntl
import os
import signal
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from types import FrameType

from watchfiles import watch

from kabar.build.options import BuildOptions, content_from, processes_from, settings_file
from kabar.cms.cms_config import LOCAL_BACKEND, configuration
from kabar.cms.cms_files import files
from kabar.cms.cms_package import fetch
from kabar.console import write_lines
from kabar.content.parsing.moments import VARIABLE, read_build_date
from kabar.content.parsing.problems import BadValue
from kabar.editing.forge_links import links_of
from kabar.failure import BuildFailed, report, run_command
from kabar.preview.preview_build import PreviewBuilder
from kabar.preview.preview_pages import EDITOR_ADDRESS, WAITING_ADDRESS, WRITING_ADDRESS
from kabar.preview.preview_server import PreviewServer, PreviewState


def watch_folders(
    folders: Iterable[Path], changed: threading.Event, stop: threading.Event, below: bool = True
) -> None:
    """Sets ``changed`` when a file below ``folders`` changes; if not ``below``, only for Python files in them.

    Returns once the watch has started: no later change is missed, also during a build.
    """
    started = threading.Event()

    def run() -> None:
        there = [folder for folder in folders if folder.is_dir()]
        watching = watch(
            *there, recursive=below, step=50, rust_timeout=250, yield_on_timeout=True, stop_event=stop
        )
        try:
            for changes in watching:
                started.set()
                if any(below or path.endswith(".py") for _, path in changes):
                    changed.set()
        except OSError as error:
            report([f"Perubahan tidak dapat dipantau: {error}"])
            started.set()

    threading.Thread(target=run, daemon=True).start()
    started.wait()


_WATCHED = ("theme", "theme-lokal", "kabar", "plugins")


def main() -> int:
    return run_command(lambda: serve(os.environ))


def serve(environ: Mapping[str, str]) -> None:
    """Serves until Ctrl-C. Raises BuildFailed when it cannot start."""
    port = read_port(environ)
    settings, content = settings_file(production=False), content_from(environ)
    output = own_folder(settings.parent / ".cache", port)
    build_date = environ.get("BUILD_DATE", "")
    jobs = processes_from(environ.get("JOBS", ""))
    options = BuildOptions(settings, content, output, build_date=build_date, preview=True, jobs=jobs)
    state = PreviewState(output, lambda: links_of(content, _now(build_date)), editor_files)
    server = PreviewServer(port, state)
    signal.signal(signal.SIGTERM, _stop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    write_lines(
        [
            f"Pratinjau di http://127.0.0.1:{port}/ (Ctrl-C untuk berhenti)",
            f"Draf dan yang terjadwal: http://127.0.0.1:{port}{WAITING_ADDRESS}",
            f"Menulis yang baru: http://127.0.0.1:{port}{WRITING_ADDRESS}",
            f"Penyunting di peramban: http://127.0.0.1:{port}{EDITOR_ADDRESS}",
        ]
    )
    stop = threading.Event()
    with suppress(KeyboardInterrupt):
        _build_on_every_change(options, state, stop)
    # Ignore a second Ctrl-C, which make and the terminal may both send.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stop.set()
    server.shutdown()
    server.server_close()
    write_lines(["Pratinjau dihentikan."])


_EDITOR_LOCK = threading.Lock()


def editor_files() -> Mapping[str, bytes]:
    """The files of the editor for the folder of this computer; fetches its packages once. Raises BuildFailed."""
    with _EDITOR_LOCK:
        return _editor_files()


@cache
def _editor_files() -> Mapping[str, bytes]:
    fetch()
    return files(configuration(LOCAL_BACKEND), "/")


def own_folder(cache: Path, port: int) -> Path:
    """Returns the folder of the preview and locks it until this process ends.

    It is ``pratinjau``, or a folder named after the port while another server has the lock.
    """
    cache.mkdir(exist_ok=True)
    # Never closed: the lock is released when the process ends.
    lock = os.open(cache / "pratinjau.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return cache / f"pratinjau-{port}"
    return cache / "pratinjau"


def read_port(environ: Mapping[str, str]) -> int:
    """Returns the port in PORT, 8000 when it is not given. Raises BuildFailed."""
    text = environ.get("PORT", "").strip() or "8000"
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise BuildFailed(f"PORT '{text}' bukan angka dari 1 sampai 65535; tulis seperti: PORT=8001")
    return int(text)


def _now(build_date: str) -> date | datetime:
    clock = datetime.now(UTC)
    try:
        return read_build_date({VARIABLE: build_date}, clock)
    except BadValue:
        return clock  # the build reports the error


def _build_on_every_change(options: BuildOptions, state: PreviewState, stop: threading.Event) -> None:
    changed = threading.Event()
    sources = (options.content, *(options.root / name for name in _WATCHED))
    watch_folders(sources, changed, stop)
    # The folder of the settings, not the files: editors may save by renaming.
    watch_folders((options.root,), changed, stop, below=False)
    builder = PreviewBuilder()
    try:
        while True:
            changed.clear()
            result = builder.build(options, changed)
            state.show(result.problems, result.notes, result.waiting, tuple(result.warnings))
            report(result.problems + result.warnings)
            write_lines([f"{time.strftime('%H.%M.%S')} {result.headline}"])
            changed.wait()
    finally:
        builder.end()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())


