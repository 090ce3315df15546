"""What a chart says about a point: its values, one below the other, and what kind they are."""

from plugins.figures.points import Point
from plugins.indonesian.numbers import amount_text, table_text

KIND_WORDS = {"sementara": "angka sementara", "perkiraan": "perkiraan", "target": "target"}


def value_lines(point: Point, unit: str) -> list[str]:
    """"US$1,2 miliar", "atau US$870 juta", "perkiraan": the lines of its label, largest value first."""
    texts = [table_text(value, unit) for value in reversed(point.values)]
    lines = [texts[0], *(f"atau {text}" for text in texts[1:])]
    return [*lines, KIND_WORDS[point.kind]] if point.kind in KIND_WORDS else lines


def count_lines(point: Point) -> int:
    """How many lines ``value_lines`` makes of it."""
    return len(point.values) + (point.kind in KIND_WORDS)


def value_text(point: Point, unit: str) -> str:
    """"US$870 juta atau US$1,2 miliar": its values in a sentence, smallest first."""
    return " atau ".join(amount_text(value, unit) for value in point.values)
