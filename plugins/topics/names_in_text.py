"""Find the names of topics in a text: labels, synonyms, misspellings and ids, word for word."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from plugins.content_model.topic import Topic
from plugins.content_model.vocabulary import Vocabulary
from plugins.topics.words import words_of


@dataclass(frozen=True)
class NameIndex:
    """The names of all topics by their first word: (all words, name, id of the topic it leads to)."""

    by_first_word: Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]

    def find(self, text: str) -> dict[str, dict[str, int]]:
        """How often ``text`` holds each name, by topic and name; of two names the longer counts."""
        words = words_of(text)
        found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        at = 0
        while at < len(words):
            for parts, name, id in self.by_first_word.get(words[at], ()):
                if tuple(words[at : at + len(parts)]) == parts:
                    found[id][name] += 1
                    at += len(parts) - 1
                    break
            at += 1
        return {id: dict(names) for id, names in found.items()}


def index_names(vocabulary: Vocabulary) -> NameIndex:
    """The index of every name in ``vocabulary``; names without a letter cannot be found in a text."""
    entries: dict[str, dict[tuple[str, ...], tuple[str, str]]] = defaultdict(dict)
    for topic in vocabulary.topics.values():
        for name in names_of(topic):
            words = tuple(words_of(name))
            # A lone letter is a mark of a list, not the name of a subject.
            if "".join(words)[1:]:
                entries[words[0]].setdefault(words, (name, vocabulary.find(topic.id) or topic.id))
    return NameIndex({
        first: tuple((words, *held) for words, held in sorted(names.items(), key=lambda pair: -len(pair[0])))
        for first, names in entries.items()
    })  # fmt: skip


def names_of(topic: Topic) -> tuple[str, ...]:
    """Every name that leads to ``topic``, its label first."""
    # Where a file has mistakes its topic is typed in part: a list that cannot be read is None.
    return (topic.label, topic.id, topic.label_en or "", *(topic.synonyms or ()), *(topic.misspellings or ()))
