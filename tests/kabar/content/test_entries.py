"""Lists of articles are what a look at each of them gives."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.content.models.article import Article, News
from kabar.content.models.bimtek import Bimtek
from kabar.content.reading.article_lists import ALL, FOLDER, TOPIC, TRAINING, WITHDRAWN, Topics, list_key
from kabar.content.reading.entries import EVERYBODY, Index
from kabar.content.reading.summary import microseconds, summary_of
from kabar.index.database import Database
from tests.entries import index_over

START = datetime(2019, 1, 1, 8, tzinfo=UTC)
VALUES = {"title": "Karangan", "summary": "Teras karangan yang cukup panjang."}


def entry(section: str, number: int, hour: int, tags: list[str]) -> Article:
    moment = START + timedelta(hours=hour)
    values = {
        **VALUES,
        "@path": f"{section}/{moment.year}/{number}.md",
        "date": moment.isoformat(" ", "minutes"),
        "tags": tags,
    }
    if section == "bimtek":
        day = (moment + timedelta(days=30)).date().isoformat()
        return Bimtek(**values, start=day, end=day, mode="daring", organisers=["karangan"])
    return News(**values)


ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["berita", "bimtek"]),
        st.integers(0, 20_000),
        st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True),
    ),
    max_size=120,
).map(lambda values: [entry(section, number, hour, tags) for number, (section, hour, tags) in enumerate(values)])


def newest_first(entries: list[Article]) -> list[str]:
    return [one.path for one in sorted(entries, key=lambda one: (-one.date.timestamp(), one.path))]


@pytest.mark.parametrize("is_kept", [False, True])
@given(ENTRIES, st.lists(st.sampled_from("abcd"), max_size=2), st.booleans(), st.integers(0, 130))
def test_a_list_contains_its_members_newest_first(is_kept, tmp_path_factory, entries, tags, only_trainings, count):
    index = index_over(entries, database=Database(tmp_path_factory.mktemp("simpanan") / "build") if is_kept else None)
    of = [(TRAINING, "")] if only_trainings else EVERYBODY
    found = index.entries([(TOPIC, tag) for tag in tags], of)
    wanted = [one for one in entries if set(tags) & set(one.tags) and (not only_trainings or isinstance(one, Bimtek))]

    assert found.paths == newest_first(wanted) == [one.path for one in found]
    assert found.first(count) == [one.path for one in index.entries([(TOPIC, tag) for tag in tags], of)[:count]]
    assert [one.path for one in found[5:count]] == newest_first(wanted)[5:count]
    assert (len(found), bool(found)) == (len(wanted), bool(wanted))
    assert found.sections == {
        name: n for name in ("berita", "bimtek") if (n := sum(one.section == name for one in wanted))
    }
    changes = [summary_of(one, None, b"") for one in wanted]
    assert found.last_change == (max(changes, key=lambda summary: summary.changed).changed_text if changes else "")


@given(ENTRIES.filter(bool), st.data())
def test_an_entry_stands_in_the_lists_whose_keys_it_has_and_in_no_other(entries, data):
    index = index_over(entries)
    path = data.draw(st.sampled_from(entries)).path
    lists = index.lists_of(path)

    for keys in ([(ALL, "")], [(TOPIC, "a")], [(TOPIC, "a"), (TOPIC, "b")], [(TRAINING, "")], [(WITHDRAWN, "")]):
        found = index.entries(keys)
        assert (path in found.paths) is not set(found.keys).isdisjoint(lists)
    for name in index:
        assert (path in index.entries(folders=[name]).paths) is (list_key(FOLDER, name) in lists)


def training() -> Bimtek:
    return Bimtek(**VALUES, **{"@path": "bimtek/2019/a.md"}, date="2019-01-02 08:00", tags=["a"], mode="daring",
                  start="2019-03-01", end="2019-03-02", organisers=["karangan"])  # fmt: skip


def test_the_fingerprint_of_a_training_changes_with_the_stage_of_its_life():
    moments = summary_of(training(), None, b"").moments
    at = [index_over([training()], moment) for moment in (moments[0] - 1, *moments)]

    assert len({index.fingerprints["bimtek/2019/a.md"] for index in at}) == len(at)
    assert [list(index_over([training()], moment).ahead) for moment in (moments[-1] - 1, moments[-1])] == [
        ["bimtek/2019/a.md"],
        [],
    ]


def test_a_training_whose_moments_passed_since_it_was_kept_has_the_fingerprint_of_one_kept_now(tmp_path):
    last = summary_of(training(), None, b"").moments[-1]
    database = Database(tmp_path / "simpanan")
    before = index_over([training()], last - 1, database)
    later = Index(
        last, before.articles.__getitem__, before.summaries, lambda _: Topics(("a",), ("a",)), tuple, database
    )

    assert later.fingerprints == index_over([training()], last).fingerprints != before.fingerprints


def test_a_withdrawn_training_is_in_no_list_of_trainings():
    gone = training().model_copy(update={"status": "withdrawn"})
    index = index_over([gone], microseconds(START))

    assert index.entries([(TRAINING, "")]).paths == [] == index.ids("way")
    assert index.entries([(WITHDRAWN, "")]).paths == index.entries([(ALL, "")]).paths == ["bimtek/2019/a.md"]
    assert not index.over
