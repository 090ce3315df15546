"""A problem in the content: where it stands, what it is and how to mend it."""

from dataclasses import dataclass

ERROR = "galat"
WITHHELD_ERROR = "galat (belum terbit)"
WARNING = "peringatan"
NOTE = "keterangan"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend in one file.

    ``path`` is relative to the content folder, with ``/``; ``line`` and ``column`` count from 1.
    ``field`` is the front-matter key, or ``isi`` for the body, or empty for the file itself.
    ``message`` is Indonesian, on one line, and ends with the remedy. Only ``ERROR`` stops a build;
    a ``WITHHELD_ERROR`` keeps the document that it stands in, which is withheld, from being published; a ``NOTE`` is
    nothing to mend.
    """

    path: str
    line: int
    column: int
    field: str
    message: str
    severity: str = ERROR

    def __post_init__(self) -> None:
        # It may quote a value of several lines.
        if "\n" in self.message:
            object.__setattr__(self, "message", " ".join(self.message.split()))

    def as_line(self, root: str = "content") -> str:
        """The problem as ``file:line:column: field: message``, the file below ``root``."""
        field = f"{self.field}: " if self.field else ""
        severity = "" if self.severity == ERROR else f"{self.severity}: "
        return f"{root}/{self.path}:{self.line}:{self.column}: {severity}{field}{self.message}"


class BadValue(ValueError):
    """A value that cannot be read; its text is the Indonesian message for the editor.

    ``right`` is the value as it should be written, where only one writing is meant: the
    editor is then shown the whole line, ready to copy. ``end`` is that of the key for the end of a span, where both
    were written in one.
    """

    def __init__(self, message: str, right: str = "", end: str = ""):
        super().__init__(message)
        self.right = right
        self.end = end


def errors_in(problems: list[Problem]) -> list[Problem]:
    """The problems that stop a build."""
    return [problem for problem in problems if problem.severity == ERROR]


def withheld_errors_in(problems: list[Problem]) -> list[Problem]:
    """The problems that stop nothing but the withheld document that they stand in."""
    return [problem for problem in problems if problem.severity == WITHHELD_ERROR]


