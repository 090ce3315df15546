"""Search page ``/cari/``, its word lists, and how pages are split into parts of the search index."""

import json
import re
from collections.abc import Container, Iterable, Sequence

from kabar.content.models.vocabulary import Vocabulary
from kabar.pages.parts.content_security import policy
from kabar.pages.parts.frame import Frame
from kabar.pages.parts.kinds import SearchPage
from kabar.pages.parts.plan import PlannedPage, save_as
from kabar.pages.parts.views import Link
from kabar.text.search_words import tokens

_WORDS = """\
ada adalah agar akan apa apakah atau bagaimana bagi bahwa berapa bisa boleh cara dan dapat dari dengan di dimana ialah
ini itu juga kah kapan karena ke kenapa kepada lah mana mengapa oleh pada para saja saya secara serta si siapa tentang
untuk yang a an and are for how in is of or the to what where
"""
GRAMMAR_WORDS = tuple(_WORDS.split())


EVERYDAY = (
    ("babel", "bangka belitung"),
    ("diy", "di yogyakarta", "yogyakarta", "jogja", "yogya", "jogjakarta"),
    ("dki", "dki jakarta", "jakarta"),
    ("jabar", "jawa barat"),
    ("jateng", "jawa tengah"),
    ("jatim", "jawa timur"),
    ("kalbar", "kalimantan barat"),
    ("kalsel", "kalimantan selatan"),
    ("kaltara", "kalimantan utara"),
    ("kalteng", "kalimantan tengah"),
    ("kaltim", "kalimantan timur"),
    ("kepri", "kepulauan riau"),
    ("malut", "maluku utara"),
    ("ntb", "nusa tenggara barat"),
    ("ntt", "nusa tenggara timur"),
    ("sulbar", "sulawesi barat"),
    ("sulsel", "sulawesi selatan"),
    ("sulteng", "sulawesi tengah"),
    ("sultra", "sulawesi tenggara"),
    ("sulut", "sulawesi utara"),
    ("sumbar", "sumatera barat", "sumatra barat"),
    ("sumsel", "sumatera selatan", "sumatra selatan"),
    ("sumut", "sumatera utara", "sumatra utara"),
    ("makassar", "ujung pandang"),
)


SEARCH = Link("Cari", "/cari/")
WORDS = "cari/kosakata.json"
# Parts of the index: the newest articles with all other pages, older articles, the oldest.
NEWEST, OLDER, OLDEST = "kini", "lalu", "arsip"
# How many articles move at once out of the newest part, and out of the older one; a part has 0.5 to 1.5 times as many.
STEPS = (500, 5000)
ELSEWHERE = "https://duckduckgo.com/"
# Pages that are indexed together: in the newest part, where most changes are, and in the others.
SLICES = (100, 250)
# Metadata of a page: ``data-pagefind-meta`` of the templates and what Pagefind itself finds, sorted.
FIELDS = (
    "acara", "image", "image_alt", "jabatan", "keadaan", "rubrik", "singkatan", "tanggal", "tempat", "terbit", "title",
    "usai",
)  # fmt: skip
# Names of page inputs that are shown outside of the indexed text: links to other articles.
UNINDEXED = ("terkait",)

_INDEXED = re.compile(r"(?:(?:berita|bimtek|ekspor)/\d{4}/|(?:topik|angka|lembaga|orang)/)?[^/]+/index\.html")

# Synonyms of this field besides those of topics.
_SAME = (
    ("ikm", "industri kecil dan menengah"),
    ("umkm", "usaha mikro kecil dan menengah"),
    ("bimtek", "bimbingan teknis"),
    ("perajin", "pengrajin"),
    ("kerajinan", "kriya"),
    ("lapas", "lembaga pemasyarakatan"),
    ("warga binaan", "narapidana"),
    ("kemenperin", "kementerian perindustrian"),
    ("pelatihan", "kursus", "diklat", "lokakarya", "workshop"),
    ("pendaftaran", "registrasi", "daftar", "mendaftar"),
    ("biaya", "ongkos", "tarif", "bayar"),
    ("gratis", "tanpa biaya", "tidak dipungut biaya", "cuma-cuma"),
    ("narapidana", "napi"),
    ("lapas", "penjara"),
    ("daring", "online"),
    ("luring", "tatap muka", "offline"),
    ("palsu", "bodong", "hoaks", "penipuan"),
    ("alas kaki", "sepatu", "sandal"),
    ("pakaian", "baju", "busana"),
    ("makanan", "pangan", "kuliner", "camilan"),
    ("furnitur", "mebel"),
    ("pengrajin", "artisan"),
    ("luar negeri", "mancanegara"),
    ("pembiayaan", "modal", "kredit", "pinjaman"),
    ("pameran", "bazar", "expo"),
    ("kuki", "cookie"),
    ("ralat", "koreksi"),
)
# Not synonyms, but a search for one may mean the other.
NEAR = (("ikm", "umkm"),)


def parts_of(
    names: Iterable[str], articles: Sequence[str], steps: tuple[int, int] = STEPS, slices: tuple[int, int] = SLICES
) -> dict[str, list[list[str]]]:
    """Split the files ``names`` into the parts of the index, each into slices; the newest part first, no empty ones.

    ``articles`` are the content paths of all articles, newest first. A part has its articles oldest first, then other
    pages by name. Boundaries are counted from the oldest article: a new one changes one slice, and moves a boundary
    only once in each step.
    """
    there = {name for name in names if _INDEXED.fullmatch(name)}
    entries = [f"{path[:-3]}/index.html" for path in reversed(articles)]
    others = sorted(there.difference(entries))
    left_newest = _closed(len(entries), steps[0])
    left_older = _closed(left_newest, steps[1])
    parts = {
        NEWEST: _cut(entries[left_newest:], slices[0], there) + _cut(others, slices[0], there),
        OLDER: _cut(entries[left_older:left_newest], slices[1], there),
        OLDEST: _cut(entries[:left_older], slices[1], there),
    }
    return {part: files for part, files in parts.items() if files}


def _cut(names: Sequence[str], size: int, there: Container[str]) -> list[list[str]]:
    cut = ([name for name in names[at : at + size] if name in there] for at in range(0, len(names), size))
    return [some for some in cut if some]


def _closed(count: int, step: int) -> int:
    """How many of ``count`` articles, counted from the oldest, have left the part that grows."""
    return max(0, (count - step // 2) // step * step)


def plan_search(topics: tuple[Link, ...], frame: Frame) -> PlannedPage:
    """Plan the search page; ``topics`` are offered where a search finds nothing.

    Without scripts its form queries an external search engine, restricted to this site.
    """
    trainings = " bimtek," if "bimtek" in frame.sections else ""
    figures = " angka," if "ekspor" in frame.sections else ""
    intro = f"Cari tulisan,{trainings} topik,{figures} lembaga, dan orang di portal ini."
    sections = (("berita", "Berita"), ("bimtek", "Agenda bimtek"))

    def compose() -> SearchPage:
        return SearchPage(
            **frame.page("Cari", intro, SEARCH.url, (SEARCH,), noindex=True),
            policy=policy(script_src="'wasm-unsafe-eval'", form_action=ELSEWHERE.rstrip("/")),
            intro=intro,
            elsewhere=ELSEWHERE,
            site=frame.host.absolute("").removeprefix("https://").removeprefix("http://"),
            ways=(
                Link("Semua topik", "/topik/"),
                *(Link(label, f"/{name}/") for name, label in sections if name in frame.sections),
            ),
            topics=topics,
        )

    return PlannedPage(save_as(SEARCH.url), "cari", compose, lambda: {"topik": topics}, listed=False)


def words_text(vocabulary: Vocabulary) -> str:
    """The word lists of the search script as JSON.

    ``same``: groups of synonyms. ``near``: pairs of which one suggests the other. ``spelt``: a topic's label by each
    misspelling. ``plain``: function words.
    """
    spelt = {
        " ".join(tokens(wrong)): " ".join(tokens(topic.label))
        for topic in vocabulary.topics.values()
        for wrong in topic.misspellings or ()
    }
    topics = ((topic.label, *(topic.synonyms or ())) for topic in vocabulary.topics.values())
    groups = [*_SAME, *EVERYDAY, *(group for group in topics if len(group) > 1)]
    lists = {
        "same": [_folded(group) for group in groups],
        "near": [list(pair) for pair in NEAR],
        "spelt": spelt,
        "plain": GRAMMAR_WORDS,
    }
    return json.dumps(lists, ensure_ascii=False, separators=(",", ":")) + "\n"


def _folded(names: Iterable[str]) -> list[str]:
    """``names`` as search tokens, without function words at the beginning ("DI Yogyakarta"), each once."""
    found: dict[str, None] = {}
    for name in names:
        words = tokens(name)
        while len(words) > 1 and words[0] in GRAMMAR_WORDS:
            del words[0]
        found[" ".join(words)] = None
    return list(found)


