"""The closed list of topics: any spelling of a name leads to one topic, or to none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plugins.content_model.folding import fold_label
from plugins.content_model.nearest import did_you_mean
from plugins.content_model.topic import Topic


@dataclass(frozen=True)
class Vocabulary:
    """Topics by id, and every folded name with the id it leads to.

    ``corrected`` are folded misspellings with the label that is meant.
    """

    topics: Mapping[str, Topic]
    names: Mapping[str, str]
    corrected: Mapping[str, str]

    def find(self, name: str) -> str | None:
        """The id of the topic that ``name`` means, merged topics followed; None when unknown."""
        found = self.names.get(fold_label(name))
        seen = set()
        while found in self.topics and self.topics[found].merged_into and found not in seen:
            seen.add(found)
            found = self.topics[found].merged_into
        return found

    def meant(self, name: str) -> str | None:
        """The label that is meant, where ``name`` is a listed misspelling of it."""
        return self.corrected.get(fold_label(name))

    def hint(self, name: str) -> str:
        """What an editor may have meant by ``name``, and how a topic is added."""
        known = {topic.label for topic in self.topics.values()} | set(self.topics)
        near = did_you_mean(name, known)
        return f"{near or ';'} bila memang topik baru, tambahkan berkas di topik/"


def build_vocabulary(topics: list[Topic]) -> tuple[Vocabulary, list[tuple[Topic, str, str]]]:
    """The vocabulary, and what is wrong in it as (topic, field, message)."""
    by_id = {topic.id: topic for topic in topics}
    names: dict[str, str] = {}
    corrected: dict[str, str] = {}
    faults: list[tuple[Topic, str, str]] = []
    for field, topic, name in _names_in_order(topics):
        folded = fold_label(name)
        holder = names.setdefault(folded, topic.id)
        if holder != topic.id:
            faults.append((topic, field, f"nama '{name}' sudah dipakai oleh {by_id[holder].path}; pilih satu topik"))
        elif field == "misspellings":
            corrected[folded] = topic.label
    for topic in topics:
        faults += [(topic, field, message) for field, message in _relations(topic, by_id)]
    return Vocabulary(by_id, names, corrected), faults


def _names_in_order(topics: list[Topic]) -> Iterator[tuple[str, Topic, str]]:
    # Ids first, then labels, so that a clash is told at the weaker of two claims.
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
    trail = [topic.id]
    while (above := getattr(by_id[trail[-1]], field)) in by_id and above is not None:
        if above == topic.id and len(trail) > 1:
            # Told once, at the first of its topics by id.
            return [*trail, above] if topic.id == min(trail) else []
        if above in trail:
            return []
        trail.append(above)
    return []
