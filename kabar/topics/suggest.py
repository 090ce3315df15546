"""Suggests topics for a text: those that it names, and those of similar articles."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import fsum, log, sqrt
from sys import intern

from kabar.content.models.article import Article
from kabar.content.models.vocabulary import Vocabulary
from kabar.topics.topic_words import NameIndex, content_words, index_names, readable

SHARED_WORDS = 3  # with fewer words in common, similarity may be chance
NAMED_WORDS = 4  # shared words shown to an editor


@dataclass(frozen=True)
class Likeness:
    """A similar text: ``score`` from 0 to 1 (the same words); shared ``words``, heaviest first."""

    key: str
    score: float
    words: tuple[str, ...]


def find_alike(words: Iterable[str], archive: Mapping[str, Iterable[str]], limit: int) -> tuple[Likeness, ...]:
    """The ``limit`` texts of ``archive`` (key: words) most similar to ``words``, best first, then by key.

    Cosine similarity of words weighted by inverse document frequency. Linear in the archive.
    """
    asked = Counter(words)
    # Interned: each word is in memory once.
    known = {key: tuple(map(intern, text)) for key, text in archive.items()}
    in_texts = Counter(word for text in known.values() for word in set(text))
    # Words in more than half of the texts do not distinguish them.
    rarity = {
        word: log((1 + len(known)) / count) for word, count in in_texts.items() if count <= max(1, len(known) / 2)
    }
    own = _length(asked, rarity)
    found = []
    for key, listed in known.items():
        text = Counter(listed)
        both = asked.keys() & text.keys() & rarity.keys()
        shared = {word: asked[word] * text[word] * rarity[word] ** 2 for word in both}
        if len(shared) >= SHARED_WORDS:
            score = fsum(shared.values()) / (own * _length(text, rarity))
            heaviest = sorted(shared, key=lambda word: (-shared[word], word))
            found.append(Likeness(key, score, tuple(heaviest[:NAMED_WORDS])))
    return tuple(sorted(found, key=lambda like: (-round(like.score, 9), like.key))[:limit])


def _length(text: Mapping[str, int], rarity: Mapping[str, float]) -> float:
    return sqrt(sum((count * rarity.get(word, 0)) ** 2 for word, count in text.items())) or 1.0


def votes(alike: Iterable[Likeness], carried: Mapping[str, Iterable[str]]) -> dict[str, list[Likeness]]:
    """The similar texts that have each topic, best first; ``carried`` maps keys to topics."""
    found: dict[str, list[Likeness]] = defaultdict(list)
    for like in alike:
        for topic in carried[like.key]:
            found[topic].append(like)
    return dict(found)


MOST = 8  # the maximum number of tags of an article
ALIKE = 10  # similar articles that are considered
LEAST_LIKE = 0.05  # of 1: below that, texts share no more than their language

# A topic named in the title weighs most; more than three mentions add nothing.
_WEIGHTS = {"judul": 6, "teras": 3, "isi": 1}
_MENTIONS = 3


@dataclass(frozen=True)
class Text:
    """The text of the article at ``path``; ``tags`` as written."""

    path: str
    title: str
    summary: str
    body: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """A topic, by id, with Indonesian reasons, the strongest first."""

    topic: str
    score: float
    reasons: tuple[str, ...]


def suggest_topics(text: Text, articles: Mapping[str, Article], vocabulary: Vocabulary) -> tuple[Suggestion, ...]:
    """At most ``MOST`` topics that ``text`` does not have yet, the best first.

    ``articles`` are by path, with tags in any spelling; ``text`` itself may be among them.
    """
    scores: dict[str, float] = {}
    reasons: dict[str, list[str]] = {}
    for topic, score, reason in (*_named(text, index_names(vocabulary)), *_carried(text, articles, vocabulary)):
        scores[topic] = scores.get(topic, 0) + score
        reasons.setdefault(topic, []).append(reason)
    present = {vocabulary.find(tag) for tag in text.tags}
    found = [Suggestion(id, score, tuple(reasons[id])) for id, score in scores.items() if id not in present]
    return tuple(sorted(found, key=lambda one: (-round(one.score, 9), one.topic))[:MOST])


_Reason = tuple[str, float, str]  # topic, score, text


def _named(text: Text, names: NameIndex) -> Iterator[_Reason]:
    places = {"judul": text.title, "teras": text.summary, "isi": readable(text.body)}
    for place, written in places.items():
        for topic, found in names.find(written).items():
            count = min(sum(found.values()), _MENTIONS)
            listed = ", ".join(f"'{name}'" + (f" {times} kali" if times > 1 else "") for name, times in found.items())
            yield topic, float(_WEIGHTS[place] * count), f"disebut di {place}: {listed}"


def _carried(text: Text, articles: Mapping[str, Article], vocabulary: Vocabulary) -> Iterator[_Reason]:
    others = {path: article for path, article in articles.items() if path != text.path and not article.withdrawn}
    archive = {path: content_words(_whole(article)) for path, article in others.items()}
    topics = {path: set(filter(None, map(vocabulary.find, article.tags or ()))) for path, article in others.items()}
    alike = [like for like in find_alike(content_words(_whole(text)), archive, ALIKE) if like.score >= LEAST_LIKE]
    total = sum(like.score for like in alike)
    for topic, supporters in votes(alike, topics).items():
        # As much as a mention in the title, if every similar article has the topic.
        share = sum(like.score for like in supporters) / total
        yield topic, _WEIGHTS["judul"] * share, _reason_text(supporters)


def _reason_text(supporters: list[Likeness]) -> str:
    best = supporters[0]
    return f"dipakai {len(supporters)} tulisan serupa, seperti {best.key} (kata sama: {', '.join(best.words)})"


def _whole(text: Text | Article) -> str:
    # Words of title and summary count twice.
    head = f"{text.title or ''}\n{text.summary or ''}\n"
    return head * 2 + readable(text.body or "")
