"""Suggest topics for a text: those it names, and those that similar articles carry."""

from collections.abc import Mapping
from dataclasses import dataclass

from plugins.content_model.article import Article
from plugins.content_model.vocabulary import Vocabulary
from plugins.topics.likeness import Likeness, find_alike, votes
from plugins.topics.names_in_text import NameIndex, index_names
from plugins.topics.words import readable, telling_words

MOST = 8  # as many as an entry may have
ALIKE = 10  # similar articles that are asked
LEAST_LIKE = 0.05  # of 1: below that, texts share no more than their language

# What stands in the title is what a text is about; the third mention in a body adds nothing.
_WEIGHTS = {"judul": 6, "teras": 3, "isi": 1}
_MENTIONS = 3


@dataclass(frozen=True)
class Text:
    """What is asked about: the entry at ``path``, whose ``tags`` are as written."""

    path: str
    title: str
    summary: str
    body: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """A topic, by id, with why: Indonesian, the strongest reason first."""

    topic: str
    score: float
    reasons: tuple[str, ...]


def suggest_topics(text: Text, articles: Mapping[str, Article], vocabulary: Vocabulary) -> tuple[Suggestion, ...]:
    """At most ``MOST`` topics that ``text`` does not carry yet, the best first.

    ``articles`` by path, tags in any spelling; one of them may be ``text`` itself.
    """
    scores: dict[str, float] = {}
    reasons: dict[str, list[str]] = {}
    for topic, score, reason in (*_named(text, index_names(vocabulary)), *_carried(text, articles, vocabulary)):
        scores[topic] = scores.get(topic, 0) + score
        reasons.setdefault(topic, []).append(reason)
    present = {vocabulary.find(tag) for tag in text.tags}
    found = [Suggestion(id, score, tuple(reasons[id])) for id, score in scores.items() if id not in present]
    return tuple(sorted(found, key=lambda one: (-round(one.score, 9), one.topic))[:MOST])


def _named(text: Text, names: NameIndex):
    places = {"judul": text.title, "teras": text.summary, "isi": readable(text.body)}
    for place, written in places.items():
        for topic, found in names.find(written).items():
            count = min(sum(found.values()), _MENTIONS)
            told = ", ".join(f"'{name}'" + (f" {times} kali" if times > 1 else "") for name, times in found.items())
            yield topic, float(_WEIGHTS[place] * count), f"disebut di {place}: {told}"


def _carried(text: Text, articles: Mapping[str, Article], vocabulary: Vocabulary):
    others = {path: article for path, article in articles.items() if path != text.path and not article.withdrawn}
    archive = {path: telling_words(_whole(article)) for path, article in others.items()}
    topics = {path: {vocabulary.find(tag) for tag in article.tags or ()} - {None} for path, article in others.items()}
    alike = [like for like in find_alike(telling_words(_whole(text)), archive, ALIKE) if like.score >= LEAST_LIKE]
    total = sum(like.score for like in alike)
    for topic, supporters in votes(alike, topics).items():
        # The weight of a title's mention, when every similar article carries the topic.
        share = sum(like.score for like in supporters) / total
        yield topic, _WEIGHTS["judul"] * share, _told(supporters)


def _told(supporters: list[Likeness]) -> str:
    best = supporters[0]
    return f"dipakai {len(supporters)} tulisan serupa, seperti {best.key} (kata sama: {', '.join(best.words)})"


def _whole(text: Text | Article) -> str:
    # Words of title and lead count twice: they say what a text is about.
    head = f"{text.title or ''}\n{text.summary or ''}\n"
    return head * 2 + readable(text.body or "")
