"""What was measured, kept in ``bench/results.json``: the tables and the plot are drawn from it."""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

FILE = Path(__file__).with_name("results.json")
OURS, HUGO, PELICAN = "Kabar IKM", "Hugo", "Pelican"


@dataclass(frozen=True)
class Measure:
    """``values`` of each round of ``what``, done by the program ``who`` to ``size`` entries.

    In seconds; of memory in bytes, of files their number. ``loads`` are the load of the machine (over one minute, what
    was measured among it) as each value was told; none in older records.
    """

    what: str
    who: str
    size: int
    values: list[float]
    loads: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.values)


@dataclass
class Record:
    """One run of a command: where, with what, and all its measures."""

    machine: str
    measures: list[Measure] = field(default_factory=list)

    def add(self, what: str, who: str, size: int, values: Iterable[float], loads: Iterable[float] = ()) -> None:
        """Keep ``values`` beside those that there are already."""
        measure = self.find(what, who, size)
        if measure is None:
            measure = Measure(what, who, size, [])
            self.measures.append(measure)
        measure.values.extend(values)
        measure.loads.extend(loads)

    def find(self, what: str, who: str, size: int) -> Measure | None:
        return next((one for one in self.measures if (one.what, one.who, one.size) == (what, who, size)), None)

    def sizes(self, what: str) -> list[int]:
        """The sizes at which ``what`` was measured, smallest first."""
        return sorted({one.size for one in self.measures if one.what == what})


def load_of_machine() -> float:
    """The load average over the last minute."""
    return round(os.getloadavg()[0], 1)


@dataclass(frozen=True)
class Results:
    """What the command ``name`` measures, ``record``, kept in ``file`` at once: what ends it early loses nothing."""

    name: str
    record: Record
    file: Path = FILE
    load: Callable[[], float] = load_of_machine

    def add(self, what: str, who: str, size: int, values: Iterable[float]) -> None:
        """Keep ``values`` as ``Record.add`` does, with the load of the machine now."""
        values = list(values)
        self.record.add(what, who, size, values, [self.load()] * len(values))
        # Read again: another command may have written its own meanwhile.
        write_records(read_records(self.file) | {self.name: self.record}, self.file)


def read_records(file: Path = FILE) -> dict[str, Record]:
    """What each command has measured last, by its name; empty where nothing was."""
    if not file.is_file():
        return {}
    kept = json.loads(file.read_text("utf-8"))
    return {
        name: Record(one["machine"], [Measure(**measure) for measure in one["measures"]])
        for name, one in kept.items()
    }


def write_records(records: dict[str, Record], file: Path = FILE) -> None:
    """Keep ``records``, each measure on a line; the file is never there in part."""
    told = []
    for name, record in sorted(records.items()):
        lines = ",\n".join(json.dumps(_plain(one)) for one in record.measures)
        told.append(f'"{name}": {{"machine": {json.dumps(record.machine)}, "measures": [\n{lines}\n]}}')
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    beside.write_text("{\n" + ",\n".join(told) + "\n}\n", "utf-8")
    beside.replace(file)


def _plain(measure: Measure) -> dict[str, Any]:
    # Lines of older records stay as they are.
    return {key: value for key, value in asdict(measure).items() if key != "loads" or value}
