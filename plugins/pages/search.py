"""``/cari/``: the page from which the index of the portal is searched, and which pages stand in which part of it."""

import json
import re
from collections.abc import Iterable

from plugins.content_model.vocabulary import Vocabulary
from plugins.pages.addressing import save_as
from plugins.pages.frame import Frame
from plugins.pages.kinds import SearchPage
from plugins.pages.place_words import EVERYDAY
from plugins.pages.plan import PlannedPage
from plugins.pages.views import Link
from plugins.policy.content_security import policy

SEARCH = Link("Cari", "/cari/")
WORDS = "cari/kosakata.json"
# The year of the build with all that belongs to no year, and the years before: what is closed is indexed once.
CURRENT, ARCHIVE = "kini", "arsip"
ELSEWHERE = "https://duckduckgo.com/"
# Of what a page is drawn from: other entries that it leads to. They stand outside of what is indexed.
UNINDEXED = ("terkait",)

_ENTRY = re.compile(r"(?:berita|bimtek|ekspor)/(\d{4})/[^/]+/index\.html")
_OTHER = re.compile(r"(?:(?:topik|angka|lembaga|orang)/)?[^/]+/index\.html")

# Besides the synonyms of topics: words that editors and readers use for one another in this field.
_SAME = (
    ("ikm", "industri kecil dan menengah"),
    ("umkm", "usaha mikro kecil dan menengah"),
    ("bimtek", "bimbingan teknis"),
    ("perajin", "pengrajin"),
    ("kerajinan", "kriya"),
    ("lapas", "lembaga pemasyarakatan"),
    ("warga binaan", "narapidana"),
    ("kemenperin", "kementerian perindustrian"),
)
# Not the same, but who looks for one may mean the other.
NEAR = (("ikm", "umkm"),)


def shard_of(name: str, year: int) -> str:
    """The part of the index in which the file ``name`` stands in a build of ``year``; empty for none."""
    if entry := _ENTRY.fullmatch(name):
        return CURRENT if int(entry[1]) >= year else ARCHIVE
    return CURRENT if _OTHER.fullmatch(name) else ""


def plan_search(topics: tuple[Link, ...], frame: Frame) -> PlannedPage:
    """The search page, with ``topics`` for who finds nothing.

    Without scripts its form asks a search engine for pages of this portal alone.
    """
    intro = "Cari tulisan, bimtek, topik, angka, dan lembaga di portal ini."

    def compose() -> SearchPage:
        return SearchPage(
            **frame.page("Cari", intro, SEARCH.url, (SEARCH,), noindex=True),
            policy=policy(script_src="'wasm-unsafe-eval'", form_action=f"'self' {ELSEWHERE.rstrip('/')}"),
            intro=intro,
            elsewhere=ELSEWHERE,
            site=frame.host.absolute("").removeprefix("https://").removeprefix("http://"),
            ways=(Link("Semua topik", "/topik/"), Link("Berita", "/berita/"), Link("Agenda bimtek", "/bimtek/")),
            topics=topics,
        )

    return PlannedPage(save_as(SEARCH.url), "cari", compose, lambda: {"topik": topics}, listed=False)


def words_text(vocabulary: Vocabulary) -> str:
    """``same``: words that mean one thing, in groups; ``near``: pairs of which one suggests the other. JSON.

    ``spelt``: the label of a topic for each way in which it is misspelt.
    """
    spelt = {
        wrong.casefold(): topic.label.casefold()
        for topic in vocabulary.topics.values()
        for wrong in topic.misspellings or ()
    }
    topics = ((topic.label, *(topic.synonyms or ())) for topic in vocabulary.topics.values())
    groups = [*_SAME, *EVERYDAY, *(group for group in topics if len(group) > 1)]
    told = {"same": [_folded(group) for group in groups], "near": [list(pair) for pair in NEAR], "spelt": spelt}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"


def _folded(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word.casefold() for word in words))
