"""What was measured, kept in ``bench/results.json``: the tables and the plot are drawn from it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

FILE = Path(__file__).with_name("results.json")
OURS, HUGO, PELICAN = "Kabar IKM", "Hugo", "Pelican"


@dataclass(frozen=True)
class Measure:
    """``values`` of each round of ``what``, done by the program ``who`` to ``size`` entries.

    In seconds; of memory in bytes, of files their number.
    """

    what: str
    who: str
    size: int
    values: list[float]

    @property
    def median(self) -> float:
        return median(self.values)


@dataclass
class Record:
    """One run of a command: where, with what, and all its measures."""

    machine: str
    measures: list[Measure] = field(default_factory=list)

    def add(self, what: str, who: str, size: int, values: Iterable[float]) -> None:
        """Keep ``values`` beside those that there are already."""
        earlier = self.find(what, who, size)
        if earlier:
            earlier.values.extend(values)
        else:
            self.measures.append(Measure(what, who, size, list(values)))

    def find(self, what: str, who: str, size: int) -> Measure | None:
        return next((one for one in self.measures if (one.what, one.who, one.size) == (what, who, size)), None)

    def sizes(self, what: str) -> list[int]:
        """The sizes at which ``what`` was measured, smallest first."""
        return sorted({one.size for one in self.measures if one.what == what})


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
    """Keep ``records``, each measure on a line."""
    told = []
    for name, record in sorted(records.items()):
        lines = ",\n".join(json.dumps(asdict(one)) for one in record.measures)
        told.append(f'"{name}": {{"machine": {json.dumps(record.machine)}, "measures": [\n{lines}\n]}}')
    file.write_text("{\n" + ",\n".join(told) + "\n}\n", "utf-8")
