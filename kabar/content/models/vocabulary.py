"""The closed list of topics: maps every spelling of a name to one topic, or to none."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from shlex import quote

from kabar.content.models.topic import Topic
from kabar.text.folding import fold_label
from kabar.text.suggestions import closest, did_you_mean

NEAREST = 3  # topics that a message names

# Characters that are safe within a shell's double quotes.
_QUIET = re.compile(r"[\w .,:;()&/'+#%-]+")


@dataclass(frozen=True)
class Vocabulary:
    """Topics by id, and the topic id of every folded name.

    ``corrected`` are folded misspellings with the correct label.
    """

    topics: Mapping[str, Topic]
    names: Mapping[str, str]
    corrected: Mapping[str, str]

    def find(self, name: str) -> str | None:
        """The id of the topic called ``name``, merged topics followed; None when unknown."""
        id = self.names.get(fold_label(name))
        return None if id is None else successor(id, self.topics)

    def meant(self, name: str) -> str | None:
        """The correct label, where ``name`` is a listed misspelling of it."""
        return self.corrected.get(fold_label(name))

    def hint(self, name: str) -> str:
        """Suggestions for the unknown ``name``, and the command that would add it."""
        near = self.near(name)
        return f"{f'{near} Bila' if near else '; bila'} memang topik baru: {_command(name)}"

    def near(self, name: str) -> str:
        """``"; maksud Anda 'Batik' atau 'Kain'?"`` for the nearest topics, or "" when none is near."""
        labels: list[str] = []
        for candidate in closest(fold_label(name), self.names, most=3 * NEAREST):
            # A topic may be merged into a missing one, which is reported elsewhere.
            topic = self.topics.get(self.find(candidate) or "")
            if topic and topic.label not in labels:
                labels.append(topic.label)
        return f"; maksud Anda {_either(labels[:NEAREST])}?" if labels else ""


def successor(id: str, topics: Mapping[str, Topic]) -> str:
    """The topic that ``id`` was merged into; ``id`` itself where it was not merged."""
    seen: set[str] = set()
    while id in topics and (onward := topics[id].merged_into) and id not in seen:
        seen.add(id)
        id = onward
    return id


def broader_topics(topics: Mapping[str, Topic]) -> dict[str, str]:
    """The broader topic of each of ``topics`` that has one and was not merged, by ids."""
    broader = {}
    for id, topic in topics.items():
        above = successor(topic.broader, topics) if topic.broader and not topic.merged_into else None
        if above is not None and above in topics and above != id and not topics[above].merged_into:
            broader[id] = above
    return broader


def ancestors_of(id: str, broader: Mapping[str, str]) -> tuple[str, ...]:
    """All topics above the topic ``id``, nearest first."""
    trail: dict[str, None] = {}  # an ordered set
    while (above := broader.get(id)) and above not in trail:
        trail[above] = None
        id = above
    return tuple(trail)


def build_vocabulary(
    topics: list[Topic], withheld: Container[str] = ()
) -> tuple[Vocabulary, list[tuple[Topic, str, str]]]:
    """The vocabulary, and its mistakes as (topic, field, message).

    Of two claims on a name, the mistake is that of the topic whose path is ``withheld``.
    """
    by_id = {topic.id: topic for topic in topics}
    names: dict[str, str] = {}
    corrected: dict[str, str] = {}
    faults: list[tuple[Topic, str, str]] = []
    shown = [topic for topic in topics if topic.path not in withheld]
    others = [topic for topic in topics if topic.path in withheld]
    for field, topic, name in (*_sorted_names(shown), *_sorted_names(others)):
        folded = fold_label(name)
        holder = names.setdefault(folded, topic.id)
        if holder != topic.id:
            faults.append((topic, field, f"nama '{name}' sudah dipakai oleh {by_id[holder].path}; pilih satu topik"))
        elif field == "misspellings":
            corrected[folded] = topic.label
    for topic in topics:
        faults += [(topic, field, message) for field, message in _relations(topic, by_id)]
    return Vocabulary(by_id, names, corrected), faults


def _sorted_names(topics: Iterable[Topic]) -> Iterator[tuple[str, Topic, str]]:
    # Ids first, then labels, so that a clash is reported at the weaker of two claims.
    for field in ("id", "label", "label_en", "synonyms", "misspellings"):
        for topic in topics:
            value = getattr(topic, field)
            for name in (value,) if isinstance(value, str) else value or ():
                yield ("label" if field == "id" else field), topic, name


def _relations(topic: Topic, by_id: Mapping[str, Topic]) -> Iterator[tuple[str, str]]:
    for field, ids in (
        ("broader", (topic.broader,)),
        ("related", topic.related or ()),
        ("merged_into", (topic.merged_into,)),
    ):
        for other in ids:
            if other and other not in by_id:
                yield field, f"topik '{other}' tidak ada{did_you_mean(other, by_id)}"
            elif other == topic.id:
                yield field, "topik tidak boleh menunjuk dirinya sendiri; hapus"
    for field in ("broader", "merged_into"):
        if cycle := _cycle(topic, field, by_id):
            yield field, f"berputar: {' → '.join(cycle)}; putuskan di salah satu berkas"


def _cycle(topic: Topic, field: str, by_id: Mapping[str, Topic]) -> list[str]:
    trail = {topic.id: None}  # an ordered set
    below = topic.id
    while (above := getattr(by_id[below], field)) in by_id and above is not None:
        if above == topic.id and len(trail) > 1:
            # Reported once, at the topic with the smallest id.
            return [*trail, above] if topic.id == min(trail) else []
        if above in trail:
            return []
        trail[above] = None
        below = above
    return []


def _either(labels: list[str]) -> str:
    *others, last = (f"'{label}'" for label in labels)
    comma = "," if len(others) > 1 else ""
    return f"{', '.join(others)}{comma} atau {last}" if others else last


def _command(name: str) -> str:
    if len(name) > 80:
        return 'make topik-baru NAMA="…" DEFINISI="…"'
    written = f'"{name}"' if _QUIET.fullmatch(name) else quote(name)
    return f'make topik-baru NAMA={written} DEFINISI="…"'


