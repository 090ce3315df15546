"""Run a command so that what fails is told in one line each, without a traceback."""

import traceback
from collections.abc import Callable
from pathlib import Path

from plugins.press.failure import BuildFailed, explain, report
from plugins.press.redaction import given_addresses, without_secrets

_TRACEBACK = Path(".cache") / "galat.txt"


def run_command(command: Callable[[], None]) -> int:
    """Call ``command`` and return the exit code; what fails is told in one line each.

    The way to a mistake in code or templates stands in ``.cache/galat.txt``, for those who mend it.
    """
    try:
        command()
    except BuildFailed as failure:
        if failure.__cause__:
            _keep_traceback()
        report(failure.lines)
        return 1
    except KeyboardInterrupt:
        report(["Dihentikan."])
        return 130
    except OSError as error:
        report([f"Berkas tidak dapat dibaca atau ditulis: {error}"])
        return 1
    except Exception as error:
        report([f"{explain(error)}{_keep_traceback()}"])
        return 1
    return 0


def _keep_traceback() -> str:
    try:
        _TRACEBACK.parent.mkdir(exist_ok=True)
        _TRACEBACK.write_text(without_secrets(traceback.format_exc(), given_addresses()), "utf-8")
    except OSError:
        return ""
    return f" (rincian: {_TRACEBACK})"
