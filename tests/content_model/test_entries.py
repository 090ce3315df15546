"""Entries by groups of whole folders are what a look at each of them gives."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from plugins.content_model.article import Article
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.entries import EVERYBODY, Index
from plugins.content_model.folder_index import ALL, FOLDER, TAG, TRAINING, WITHDRAWN, index_from, list_key, places_in
from plugins.content_model.gist import gist_of, microseconds
from plugins.content_model.news import News
from plugins.content_model.plain_values import freeze_plain, thaw_plain
from tests.entries import index_over

START = datetime(2019, 1, 1, 8, tzinfo=UTC)
TOLD = {"title": "Karangan", "summary": "Teras karangan yang cukup panjang."}


def entry(section: str, number: int, hour: int, tags: list[str]) -> Article:
    moment = START + timedelta(hours=hour)
    told = {**TOLD, "@path": f"{section}/{moment.year}/{number}.md", "date": moment.isoformat(" ", "minutes"), "tags": tags}
    if section == "bimtek":
        day = (moment + timedelta(days=30)).date().isoformat()
        return Bimtek(**told, start=day, end=day, mode="daring", organisers=["karangan"])
    return News(**told)


ENTRIES = st.lists(
    st.tuples(st.sampled_from(["berita", "bimtek"]), st.integers(0, 20_000), st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True)),
    max_size=120,
).map(lambda told: [entry(section, number, hour, tags) for number, (section, hour, tags) in enumerate(told)])


def newest_first(entries: list[Article]) -> list[str]:
    return [one.path for one in sorted(entries, key=lambda one: (-one.date.timestamp(), one.path))]


@given(ENTRIES, st.lists(st.sampled_from("abcd"), max_size=2), st.booleans(), st.integers(0, 130))
def test_a_group_holds_those_that_are_in_it_newest_first(entries, tags, only_trainings, count):
    index = index_over(entries)
    of = [(TRAINING, "")] if only_trainings else EVERYBODY
    found = index.entries([(TAG, tag) for tag in tags], of)
    wanted = [one for one in entries if set(tags) & set(one.tags) and (not only_trainings or isinstance(one, Bimtek))]

    assert found.paths == newest_first(wanted) == [one.path for one in found]
    assert found.first(count) == [one.path for one in index.entries([(TAG, tag) for tag in tags], of)[:count]]
    assert [one.path for one in found[5:count]] == newest_first(wanted)[5:count]
    assert (len(found), bool(found)) == (len(wanted), bool(wanted))
    assert found.sections == {name: n for name in ("berita", "bimtek") if (n := sum(one.section == name for one in wanted))}
    changes = [gist_of(one, None, b"") for one in wanted]
    assert found.last_change == (max(changes, key=lambda gist: gist.changed).changed_text if changes else "")


@given(ENTRIES.filter(bool), st.data())
def test_an_entry_stands_in_the_lists_whose_keys_it_has_and_in_no_other(entries, data):
    index = index_over(entries)
    path = data.draw(st.sampled_from(entries)).path
    lists = index.lists_of(path)

    for keys in ([(ALL, "")], [(TAG, "a")], [(TAG, "a"), (TAG, "b")], [(TRAINING, "")], [(WITHDRAWN, "")]):
        found = index.entries(keys)
        assert (path in found.paths) is not set(found.keys).isdisjoint(lists)
    for name in index:
        assert (path in index.entries(folders=[name]).paths) is (list_key(FOLDER, name) in lists)


def training() -> Bimtek:
    return Bimtek(**TOLD, **{"@path": "bimtek/2019/a.md"}, date="2019-01-02 08:00", tags=["a"], mode="daring",
                  start="2019-03-01", end="2019-03-02", organisers=["karangan"])  # fmt: skip


def test_the_mark_of_a_training_changes_with_the_stage_of_its_life_where_its_folder_is_as_it_was():
    moments = gist_of(training(), None, b"").moments
    told = index_over([training()], moments[0] - 1)
    at = [Index(dict(told), moment, lambda _: training(), told.gists, lambda _: ("a",)) for moment in (moments[0] - 1, *moments)]

    assert len({index.marks["bimtek/2019/a.md"] for index in at}) == len(at)
    assert [list(told["bimtek/2019"].still_ahead(moment)) for moment in (moments[-1] - 1, moments[-1])] == [["bimtek/2019/a.md"], []]


def test_a_withdrawn_training_is_in_no_list_of_trainings():
    gone = training().model_copy(update={"status": "withdrawn"})
    index = index_over([gone], microseconds(START))

    assert index.entries([(TRAINING, "")]).paths == [] == index.ids("way")
    assert index.entries([(WITHDRAWN, "")]).paths == index.entries([(ALL, "")]).paths == ["bimtek/2019/a.md"]
    assert not index["bimtek/2019"].over


@given(ENTRIES)
def test_what_is_kept_of_a_folder_comes_back(entries):
    for folder in index_over(entries).values():
        assert index_from(thaw_plain(freeze_plain(folder.plain))) == folder


@given(st.sets(st.integers(0, 300)))
def test_places_are_the_bits_that_are_set(places):
    assert list(places_in(sum(1 << place for place in places))) == sorted(places)
