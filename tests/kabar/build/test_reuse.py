"""Files of the last output are taken over where they are what they were, and their inputs are the same."""

import os
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.build.output.spare_tree import TreeFiles, bring_up
from kabar.build.render.fingerprints import Fingerprints, changed_labels
from kabar.build.render.render_queue import RenderQueue
from kabar.build.render.reuse import LinksOfKept, Reuse
from kabar.build.verify.html_links import Links, links_text
from kabar.content.library import load_library
from kabar.index.database import Database
from kabar.index.manifest import File
from kabar.index.pages import PageRow, read_page
from kabar.pages.parts.keys import Changes
from kabar.pages.parts.page_sets import KnownPage
from kabar.pages.parts.views import Link
from tests.portals import BIMTEK, SMALL, write_content

LINKS = Links(("/a/", "é"), frozenset({"x", "y"}))
NOW = datetime(2019, 5, 1, tzinfo=UTC)
KNOWN = KnownPage("2019-05-01T07:00:00+07:00", "m1")
NOTHING = Changes(frozenset())


@pytest.fixture
def output(tmp_path):
    folder = tmp_path / "output"
    (folder / "a").mkdir(parents=True)
    (folder / "a/index.html").write_text("isi")
    return folder


def kept(output, inputs="d1", keys="") -> Reuse:
    """The page ``a/index.html``, drawn from ``inputs``, which uses ``keys``, as the next build finds it."""
    database, drawn = database_of(output), [PageRow("a/index.html", inputs, keys, KNOWN.members, KNOWN.modified)]
    links, names = [("a/index.html", links_text(LINKS))], {"a/index.html"}
    assert database.change(lambda connection: Reuse(database, {}, {}).keep(connection, drawn, links, names))
    database.close()
    return reuse_of(output)


def database_of(output) -> Database:
    return Database(output.with_name("kawan.sqlite"))


def reuse_of(output, files=None, **more) -> Reuse:
    return Reuse(database_of(output), held_of(output), files or files_of(output), **more)


def files_of(output) -> dict[str, File]:
    status = (output / "a/index.html").stat()
    return {"a/index.html": File(status.st_size, status.st_mtime_ns, 1)}


def held_of(output) -> TreeFiles:
    staging = output.with_name("baru")
    staging.mkdir(exist_ok=True)
    return bring_up(staging, output)


def test_a_file_with_the_same_inputs_is_taken_over_with_its_links(output):
    reuse = kept(output)

    assert reuse.is_same("a/index.html", "d1")
    assert reuse.links("a/index.html") == LINKS


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_text("lain, lebih panjang"),
        lambda file: os.utime(file, ns=(1, 1)),
        lambda file: file.unlink(),
        lambda file: file.chmod(0o600),
        lambda file: (file.unlink(), file.mkdir()),
        lambda file: (file.unlink(), file.symlink_to("/etc/hostname")),
    ],
)
def test_a_file_that_is_not_what_it_was_is_drawn(output, spoil):
    kept(output)
    files = files_of(output)
    spoil(output / "a/index.html")

    assert not reuse_of(output, files=files).is_same("a/index.html", "d1")
    assert reuse_of(output, files=files).unchanged(NOTHING, "d1") == {}


def test_other_inputs_and_unknown_names_are_drawn(output):
    assert not kept(output).is_same("a/index.html", "d2")
    assert not kept(output).is_same("b/index.html", "d1")


def test_a_damaged_file_is_drawn_whatever_it_was_drawn_from(output):
    kept(output)
    reuse = reuse_of(output, damaged=["a/index.html"])

    assert not reuse.is_same("a/index.html", "d1")
    assert reuse.unchanged(NOTHING, "d1") == {}
    assert reuse.has_same("a/index.html", b"isi", output)


def test_a_file_that_uses_no_key_that_changed_need_not_be_planned(output):
    reuse = kept(output, "kerangka=1;tulisan=2", "berita/2019/a.md\nlist:topic:ikm")

    assert reuse.unchanged(Changes({"berita/2019/b.md"}), "kerangka=1") == {"a/index.html": KNOWN}
    assert reuse.unchanged(Changes({"list:topic:ikm", "x"}), "kerangka=1") == {}
    # Nothing is known of what changed; the portal around all pages is another.
    assert reuse.unchanged(Changes(None), "kerangka=1") == {}
    assert reuse.unchanged(NOTHING, "kerangka=2") == {}


def test_whoever_asked_for_what_is_unchanged_knows_all_inputs(output):
    reuse = kept(output, "kerangka=1;topik=2")
    reuse.unchanged(NOTHING, "kerangka=3")
    database_of(output).discard()

    # The log is not read a second time.
    assert reuse.all_inputs == {"a/index.html": "kerangka=1;topik=2"}


def test_where_nobody_asked_all_inputs_are_read(output):
    assert kept(output, "kerangka=1;topik=2").all_inputs == {"a/index.html": "kerangka=1;topik=2"}


def test_what_stands_below_a_folder_is_told_with_whether_it_is_as_it_was_made(output):
    kept(output)
    (output / "a/baru.html").write_text("baru")
    files = {**files_of(output), "a/hilang.html": File(1, 1, 1), "b/index.html": File(1, 1, 1)}

    below = reuse_of(output, files=files).below("a")

    assert below == {"a/index.html": True, "a/baru.html": False, "a/hilang.html": False}


def test_without_the_number_of_its_rows_no_file_of_the_log_is_unchanged(output):
    kept(output)
    database = database_of(output)
    assert database.change(lambda connection: connection.execute("DELETE FROM page"))
    database.close()

    assert reuse_of(output).unchanged(NOTHING, "d1") == {}
    assert not reuse_of(output).is_same("a/index.html", "d1")


def test_one_that_is_planned_and_taken_over_uses_other_keys_from_then_on(output, tmp_path):
    inputs = {"tulisan": "x"}
    fingerprints = Fingerprints(NOW, "a")
    reuse = kept(output, fingerprints.of(inputs).inputs, "list:topic:ikm")
    queue = RenderQueue(tmp_path / "baru", fingerprints=fingerprints, reuse=reuse)
    queue.add("a/index.html", lambda: b"isi", lambda: inputs, ("list:topic:ikm", "list:topic:ukir"))
    queue.render()
    assert queue.reused == {"a/index.html"}
    later, database = KnownPage("2019-06-01T07:00:00+07:00", "m1"), database_of(output)

    assert database.change(lambda connection: queue.remember(lambda name: later, connection))

    assert read_page(database, "a/index.html") == PageRow(
        "a/index.html", fingerprints.of(inputs).inputs, "list:topic:ikm\nlist:topic:ukir", "m1", later.modified
    )
    assert Reuse(database, {}, {}).links("a/index.html") == LINKS


def test_nothing_stays_of_a_page_that_the_output_no_longer_holds(output, tmp_path):
    reuse = kept(output, keys="orang/ani.md")
    database = database_of(output)
    # As after a build that was killed behind the swap: the page is not in the output, and nothing tells that it went.
    queue = RenderQueue(tmp_path / "baru", fingerprints=Fingerprints(NOW, "a"), reuse=Reuse(database, {}, {}))
    queue.render()

    assert database.change(lambda connection: queue.remember(lambda name: KNOWN, connection))

    assert read_page(database, "a/index.html") is None and reuse.links("a/index.html") is None


def test_links_that_were_lost_are_read_again(output):
    (output / "a/index.html").write_text('<a href="/a/">a</a><p id="x">')
    reuse = reuse_of(output)

    assert LinksOfKept(frozenset({"a/index.html"}), reuse, output)["a/index.html"] == Links(("/a/",), frozenset({"x"}))


LEADING = {
    "plain/index.html": "/berita/2019/karangan/",
    "base/index.html": "https://contoh.id/dasar/berita/2019/karangan/#bagian",
    "escaped/index.html": "/berita/2019/k%61rangan/",
    "newline/index.html": "/berita/2019/karan\ngan/",
    "whole/index.html": "https://contoh.id/dasar/berita/2019/k%61rangan/",
    "share/index.html": "https://luar.example/?text=Lain%20lagi",
    "berita/2019/karangan/lampiran.html": "./",
    "berita/2019/lain/index.html": "../karangan/",
    "other/index.html": "/berita/2019/lain/",
}


@pytest.mark.parametrize(
    ("gone", "doubted"),
    [
        ({"berita/2019/karangan/index.html"}, LEADING.keys() - {"other/index.html", "share/index.html"}),
        ({"gambar/tidak-ada.webp"}, {"escaped/index.html", "newline/index.html", "whole/index.html"}),
        # What is short, or stands for the front, is in most links.
        ({"hal/3/index.html"}, LEADING.keys()),
        ({"index.html"}, LEADING.keys()),
        ({""}, LEADING.keys()),
    ],
)
def test_those_that_may_lead_to_what_is_gone_are_found(output, gone, doubted):
    reuse, database = reuse_of(output), database_of(output)
    links = {name: links_text(Links((target,), frozenset())) for name, target in LEADING.items()}
    assert database.change(lambda connection: reuse.keep(connection, [], links.items(), LEADING.keys()))

    assert reuse.may_lead_to(gone, LEADING.keys(), "https://contoh.id/dasar") == doubted
    # Of what is not known nothing is left out.
    assert reuse.may_lead_to(gone, {"x/index.html"}, "") == {"x/index.html"}


def test_equal_bytes_keep_their_file(output, tmp_path):
    assert kept(output).has_same("a/index.html", b"isi", tmp_path / "baru")
    assert not kept(output).has_same("a/index.html", b"isj", tmp_path / "baru")
    assert not kept(output).has_same("a/index.html", b"lain", tmp_path / "baru")


def test_a_new_file_is_never_written_through_the_old_one(output, tmp_path):
    reuse = kept(output)
    queue = RenderQueue(tmp_path / "baru", fingerprints=Fingerprints(NOW, "a"), reuse=reuse)
    queue.add("a/index.html", lambda: b"baru", lambda: {"tulisan": "x"})
    queue.render()

    assert (tmp_path / "baru/a/index.html").read_bytes() == b"baru"
    assert (output / "a/index.html").read_bytes() == b"isi"


def test_a_file_of_which_a_key_changed_is_held_by_its_inputs(output, tmp_path):
    """Early cutoff: what it shows is the same."""
    fingerprints = Fingerprints(NOW, "a")
    told = fingerprints.of({"tulisan": "x"})
    reuse = kept(output, told.inputs, "list:topic:ikm")
    queue = RenderQueue(tmp_path / "baru", fingerprints=fingerprints, reuse=reuse)
    queue.add("a/index.html", lambda: b"baru", lambda: {"tulisan": "x"}, ["list:topic:ikm"])
    queue.render()

    assert queue.reused == {"a/index.html"}


def test_what_no_page_is_for_goes_before_anything_is_drawn(output, tmp_path):
    (output / "b").write_text("berkas")
    queue = RenderQueue(tmp_path / "baru", fingerprints=Fingerprints(NOW, "a"), reuse=kept(output))
    queue.add("b/index.html", lambda: b"kini folder")
    queue.render()

    assert [path.name for path in sorted((tmp_path / "baru").rglob("*"))] == ["b", "index.html"]
    assert (output / "b").read_text() == "berkas"


@given(st.integers(0, 40_000), st.integers(1, 500), st.integers(0, 255))
@settings(max_examples=100)
def test_a_store_damaged_anywhere_takes_over_rightly_or_not_at_all(tmp_path_factory, start, length, filler):
    output = tmp_path_factory.mktemp("rusak") / "output"
    (output / "a").mkdir(parents=True)
    (output / "a/index.html").write_text("isi")
    kept(output)
    file = database_of(output).file
    data = file.read_bytes()
    start %= len(data)
    file.write_bytes(data[:start] + bytes([filler]) * min(length, len(data) - start) + data[start + length :])

    reuse = reuse_of(output)
    assert not reuse.is_same("a/index.html", "d1") or reuse.links("a/index.html") in (LINKS, None)
    assert reuse.unchanged(NOTHING, "d1") in ({"a/index.html": KNOWN}, {})
    assert kept(output).is_same("a/index.html", "d1")


def of(value, now=NOW, salt="") -> str:
    return Fingerprints(now, salt).of({"x": value}).inputs


VALUES = (
    None, 0, 1, "", "1", "[1", b"1", (), ("",), ("", ""), (("",),), {"a": 1}, {"a": "1"}, date(2019, 5, 1),
    Decimal("1"),
    datetime(2019, 5, 1, tzinfo=UTC), Link("a", "b"), Link("b", "a"), ("a", "b"), ("ab",), {"a": {}}, {"a": ()}, True,
)  # fmt: skip


def test_different_values_have_different_digests_and_equal_ones_equal():
    digests = [of(value) for value in VALUES]

    assert len(set(digests)) == len(VALUES)
    assert digests == [of(value) for value in VALUES]
    assert of("a", salt="x") != of("a", salt="y")


def test_a_value_of_an_unknown_kind_is_a_mistake():
    with pytest.raises(TypeError, match="object"):
        of(object())


@pytest.mark.parametrize(
    ("then", "is_same"),
    [("2019-05-02", True), ("2019-05-13", False), ("2019-05-20", False)],
)
def test_what_a_training_is_at_the_moment_counts(tmp_path, then, is_same):
    path = "bimtek/2019/karangan.md"
    library = load_library(write_content(tmp_path, SMALL | {path: BIMTEK}), datetime(2020, 1, 1, tzinfo=UTC)).library
    later = datetime.fromisoformat(then).replace(tzinfo=UTC)

    assert (of(library.articles[path]) == of(library.articles[path], later)) == is_same


def test_what_changed_is_named():
    before = Fingerprints(NOW, "a").of({"tulisan": "x", "terkait": ("y",)}).inputs
    after = Fingerprints(NOW, "b").of({"tulisan": "x", "terkait": ("z",), "bimtek": 1}).inputs

    assert changed_labels(before, before) == []
    assert changed_labels(before, after) == ["kerangka", "terkait", "bimtek"]


def test_a_desk_tells_why_a_file_was_drawn(output, tmp_path):
    fingerprints = Fingerprints(NOW, "a")
    kept(output, fingerprints.of({"tulisan": "x"}).inputs, "a\nb")

    def drawn(inputs, name="a/index.html", changed=()):
        queue = RenderQueue(tmp_path / "baru", fingerprints=fingerprints, reuse=reuse_of(output))
        queue.add(name, lambda: b"baru", inputs and (lambda: inputs), ["b", "c"])
        queue.render()
        return queue.why(name, Changes(frozenset(changed)))

    assert drawn({"tulisan": "x"}).startswith("dipakai lagi")
    assert drawn({"tulisan": "y"}) == "digambar ulang karena berubah: tulisan"
    # Keys that it used, and those that it uses now.
    assert drawn({"tulisan": "y"}, changed="acd") == "digambar ulang karena berubah: tulisan (a, c)"
    assert drawn({"tulisan": "x"}, "b/index.html").startswith("digambar: belum ada")
    assert drawn(None).startswith("digambar setiap kali")
    assert RenderQueue(tmp_path).why("x", NOTHING).startswith("tidak ada berkas")
