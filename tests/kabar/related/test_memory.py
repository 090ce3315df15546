"""What is remembered of nearness changes nothing but the time."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.index.database import Database
from kabar.related import ranking
from kabar.related.candidates import candidates_of
from kabar.related.related_store import RankMemory
from tests.kabar.related.test_ranking import ancestors, entry

TAGS = st.lists(st.sampled_from(["kain", "batik", "batik-tulis", "tenun", "ukir"]), min_size=1, max_size=3, unique=True)
ENTRIES = st.lists(
    st.builds(
        entry,
        st.integers(0, 40),
        TAGS,
        title=st.sampled_from(["", "Pewarna alami", "Tenun dan pewarna"]),
        status=st.sampled_from(["published", "published", "withdrawn"]),
    ),
    max_size=20,
    unique_by=lambda one: one.path,
)


def related(entries: Sequence, memory: RankMemory | None = None):
    return ranking.rank_related(candidates_of(entries), 3, ancestors, memory)


@given(st.lists(ENTRIES, min_size=2, max_size=4))
@settings(max_examples=60)
def test_with_a_memory_the_result_is_the_same(tmp_path_factory, portals):
    memory = RankMemory(Database(tmp_path_factory.mktemp("ingatan") / "terkait"))

    for entries in portals:
        assert related(entries, memory) == related(entries)
        assert related(entries, memory) == related(entries)


def test_only_what_comes_after_a_change_is_ranked_again(tmp_path, monkeypatch):
    memory, ranked = RankMemory(Database(tmp_path / "terkait")), []
    nearest = ranking._nearest
    monkeypatch.setattr(ranking, "_nearest", lambda one, *more: ranked.append(one.article.path) or nearest(one, *more))
    entries = [entry(n, ["kain"]) for n in range(10)]
    related(entries, memory)
    ranked.clear()

    related([*entries, entry(10, ["kain"])], memory)
    assert ranked == ["berita/2019/0010.md"]

    ranked.clear()
    related([*entries[:8], entry(8, ["batik"]), *entries[9:]], memory)
    assert ranked == ["berita/2019/0008.md", "berita/2019/0009.md"]


def test_a_change_of_something_old_costs_as_much_as_it_is_old(tmp_path, monkeypatch):
    monkeypatch.setattr(ranking, "POINT", 10)
    monkeypatch.setattr("kabar.related.related_store.POINT", 10)
    database, seen = Database(tmp_path / "terkait"), []
    monkeypatch.setattr(ranking._State, "see", _counting(ranking._State.see, seen))
    entries = [entry(n, ["kain"]) for n in range(100)]
    memory = RankMemory(database)
    related(entries[:90], memory)
    # One more each day, then some go, come again, and change.
    for count in range(91, 101):
        related(entries[:count], memory)
    for now, most in (
        (entries[:99], 10),
        (entries[:98], 10),
        (entries, 10),
        ([*entries[:80], entry(80, ["batik"]), *entries[81:]], 20),
        ([*entries[:50], entry(50, ["batik"]), *entries[51:]], 40),
        (entries, 40),
    ):
        seen.clear()
        assert related(now, memory) == related(now)
        assert len(seen) <= most
    assert len(memory.recall().points) <= 8


def _counting(see, seen: list):
    def counting(state, article, *more):
        seen.append(article.path)
        return see(state, article, *more)

    return counting


def test_a_damaged_memory_is_none(tmp_path):
    file = tmp_path / "terkait"
    memory, entries = RankMemory(Database(file)), [entry(n, ["kain"]) for n in range(5)]
    related(entries, memory)
    whole = file.read_bytes()

    for at in range(0, len(whole), 211):
        file.write_bytes(whole[:at] + b"9" + whole[at + 1 :])
        assert related(entries, memory) == related(entries)
        file.write_bytes(whole[:at])
        assert related(entries, memory) == related(entries)
