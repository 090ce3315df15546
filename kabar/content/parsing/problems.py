"""Problems found in content: position, message with remedy, severity."""

from dataclasses import dataclass

ERROR = "galat"
WITHHELD_ERROR = "galat (belum terbit)"
WARNING = "peringatan"
NOTE = "keterangan"
INCOMPLETE = "belum selesai"


@dataclass(frozen=True, order=True)
class Problem:
    """A problem in a file.

    ``path`` is relative to the content folder, with ``/``; ``line`` and ``column`` count from 1. ``field`` is the
    front-matter key, ``isi`` for the body, or "" for the file itself. ``message`` is Indonesian, on one line, and ends
    with the remedy. Only an ``ERROR`` stops a build; a ``WITHHELD_ERROR`` is in a withheld document, which cannot be
    published with it; an ``INCOMPLETE`` place stops only builds for the public; a ``NOTE`` needs no change.
    """

    path: str
    line: int
    column: int
    field: str
    message: str
    severity: str = ERROR

    def __post_init__(self) -> None:
        # A message may quote a value of several lines.
        if "\n" in self.message:
            object.__setattr__(self, "message", " ".join(self.message.split()))

    def as_line(self, root: str = "content") -> str:
        """Format as ``root/path:line:column: field: message``."""
        field = f"{self.field}: " if self.field else ""
        severity = "" if self.severity == ERROR else f"{self.severity}: "
        return f"{root}/{self.path}:{self.line}:{self.column}: {severity}{field}{self.message}"


class BadValue(ValueError):
    """A value that cannot be parsed; its text is the Indonesian message for the editor.

    ``right`` is the corrected value if there is only one: the editor gets the whole line to copy. ``end`` is the value
    for the key of the end of a period, if a value contains both.
    """

    def __init__(self, message: str, right: str = "", end: str = ""):
        super().__init__(message)
        self.right = right
        self.end = end


def errors_in(problems: list[Problem]) -> list[Problem]:
    """The problems that stop a build."""
    return [problem for problem in problems if problem.severity == ERROR]


def withheld_errors_in(problems: list[Problem]) -> list[Problem]:
    """The problems that only prevent their own, withheld documents from being published."""
    return [problem for problem in problems if problem.severity == WITHHELD_ERROR]


def incomplete_in(problems: list[Problem]) -> list[Problem]:
    """The places that stop a build for the public: blanks to fill in, and examples."""
    return [problem for problem in problems if problem.severity == INCOMPLETE]
