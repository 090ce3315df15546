"""`make serve`: show a preview with drafts, and build it anew whenever a source changes."""

import fcntl
import os
import signal
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

from watchfiles import watch

from kabar.build.options import BuildOptions, content_from, processes_from, settings_file
from kabar.console import write_lines
from kabar.content.parsing.moments import VARIABLE, read_build_date
from kabar.content.parsing.problems import BadValue
from kabar.editing.forge_links import links_of
from kabar.failure import BuildFailed, report, run_command
from kabar.preview.preview_build import PreviewPress
from kabar.preview.preview_pages import WAITING_ADDRESS, WRITING_ADDRESS
from kabar.preview.preview_server import PreviewServer, PreviewState


def watch_folders(
    folders: Iterable[Path], changed: threading.Event, stop: threading.Event, below: bool = True
) -> None:
    """Set ``changed`` when a file below ``folders`` changes; if not ``below``, Python files in them.

    Returns when it looks: nothing that changes afterwards is missed, a running build or not.
    """
    looking = threading.Event()

    def run() -> None:
        there = [folder for folder in folders if folder.is_dir()]
        looks = watch(
            *there, recursive=below, step=50, rust_timeout=250, yield_on_timeout=True, stop_event=stop
        )
        try:
            for changes in looks:
                looking.set()
                if any(below or path.endswith(".py") for _, path in changes):
                    changed.set()
        except OSError as error:
            report([f"Perubahan tidak dapat dipantau: {error}"])
            looking.set()

    threading.Thread(target=run, daemon=True).start()
    looking.wait()


_WATCHED = ("theme", "kabar", "plugins")


def main() -> int:
    return run_command(lambda: serve(os.environ))


def serve(environ: Mapping[str, str]) -> None:
    """Serve until Ctrl-C. Raises BuildFailed where it cannot begin."""
    port = read_port(environ)
    settings, content = settings_file(production=False), content_from(environ)
    output = own_folder(settings.parent / ".cache", port)
    build_date = environ.get("BUILD_DATE", "")
    jobs = processes_from(environ.get("JOBS", ""))
    options = BuildOptions(settings, content, output, build_date=build_date, preview=True, jobs=jobs)
    state = PreviewState(output, lambda: links_of(content, _now(build_date)))
    server = PreviewServer(port, state)
    signal.signal(signal.SIGTERM, _stop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    write_lines(
        [
            f"Pratinjau di http://127.0.0.1:{port}/ (Ctrl-C untuk berhenti)",
            f"Draf dan yang terjadwal: http://127.0.0.1:{port}{WAITING_ADDRESS}",
            f"Menulis yang baru: http://127.0.0.1:{port}{WRITING_ADDRESS}",
        ]
    )
    stop = threading.Event()
    with suppress(KeyboardInterrupt):
        _build_on_every_change(options, state, stop)
    # Ctrl-C twice, or from make and the terminal both, is still one wish.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stop.set()
    server.shutdown()
    server.server_close()
    write_lines(["Pratinjau dihentikan."])


def own_folder(cache: Path, port: int) -> Path:
    """The folder to build the preview in, held until this process ends.

    It is ``pratinjau``, or one named after the port while another server holds that.
    """
    cache.mkdir(exist_ok=True)
    # Left open on purpose: the lock is let go when the process ends, however it ends.
    lock = os.open(cache / "pratinjau.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return cache / f"pratinjau-{port}"
    return cache / "pratinjau"


def read_port(environ: Mapping[str, str]) -> int:
    """The port in PORT, 8000 when it is not given. Raises BuildFailed."""
    text = environ.get("PORT", "").strip() or "8000"
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise BuildFailed(f"PORT '{text}' bukan angka dari 1 sampai 65535; tulis seperti: PORT=8001")
    return int(text)


def _now(build_date: str) -> date | datetime:
    clock = datetime.now(UTC)
    try:
        return read_build_date({VARIABLE: build_date}, clock)
    except BadValue:
        return clock  # the build tells what is wrong with it


def _build_on_every_change(options: BuildOptions, state: PreviewState, stop: threading.Event) -> None:
    changed = threading.Event()
    sources = (options.content, *(options.root / name for name in _WATCHED))
    watch_folders(sources, changed, stop)
    # The folder of the settings, not the files: who saves by renaming puts another file in place.
    watch_folders((options.root,), changed, stop, below=False)
    press = PreviewPress()
    try:
        while True:
            changed.clear()
            result = press.build(options, changed)
            state.show(result.problems, result.notes, result.waiting)
            report(result.problems + result.warnings)
            write_lines([f"{time.strftime('%H.%M.%S')} {result.headline}"])
            changed.wait()
    finally:
        press.end()


def _stop(_signal, _frame) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())


