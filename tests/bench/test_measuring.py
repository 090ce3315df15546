"""What `make bench` counts and writes is right; what it times is no test's business."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from bench import compare
from bench.changed_files import Changes, changes, digests
from bench.plot import draw_plot
from bench.process_tree import CommandFailed, run, tree_memory
from bench.record import HUGO, OURS, PELICAN, Record, Results, read_records, write_records
from bench.room import DISK_PER_ENTRY, free_disk, free_memory, memory_needed, shortage
from bench.tables import names_in, table, tables, write_between
from tests.portals import write_content

SVG = "{http://www.w3.org/2000/svg}"


def process(number: int, kilobytes: int, children: str = "", of_thread: str = "") -> dict[str, str]:
    return {
        f"{number}/task/{number}/children": children,
        f"{number}/task/{number + 900}/children": of_thread,
        f"{number}/smaps_rollup": f"00-ff ---p [rollup]\nRss: 999 kB\nPss: {kilobytes} kB\nPss_Anon: 7 kB\n",
    }


def test_memory_is_that_of_a_process_and_of_all_below_it_and_of_no_other(tmp_path):
    gone = "13"
    processes = process(10, 100, f"11 {gone} ", "14 ") | process(11, 20, "12 ") | process(12, 3) | process(14, 4)
    proc = write_content(tmp_path, processes | process(20, 5000))

    assert tree_memory(10, proc) == 127 * 1024
    assert tree_memory(99, proc) == 0


@pytest.mark.parametrize("below", [0, 1, 2])
def test_memory_of_real_processes_holds_what_the_lowest_of_them_holds(below):
    code = "held = bytearray(60_000_000); print('siap', flush=True); input()"
    for _ in range(below):
        code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}])"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()

        assert 60_000_000 < tree_memory(process.pid) < 60_000_000 + 40_000_000 * (below + 1)

        process.stdin.write(b"\n")


def test_a_command_that_fails_is_no_measure_and_tells_why(tmp_path):
    with pytest.raises(CommandFailed, match="sebabnya"):
        run([sys.executable, "-c", "raise SystemExit('sebabnya')"], tmp_path)


def test_changed_files_are_counted_by_kind_whether_new_changed_or_gone(tmp_path):
    same = {"index.html": "a", "theme/portal.css": "b"}
    before = write_content(tmp_path / "lama", same | {"a/index.html": "1", "a/atom.xml": "1", "hilang.html": "1"})
    after = write_content(
        tmp_path / "baru",
        same | {
            "a/index.html": "2",
            "a/atom.xml": "2",
            "topik.json": "1",
            "feed.json": "1",
            "b/acara.ics": "1",
            "sitemap.xml": "1",
        },
    )

    assert changes(digests(before), digests(after)) == Changes(pages=3, feeds=3, others=1)
    assert changes(digests(before), digests(before)) == Changes(0, 0, 0)


@pytest.fixture
def record():
    record = Record("Mesin karangan")
    for who, times in ((OURS, [30.0, 50.0, 40.0]), (HUGO, [20.0, 20.0, 10.0]), (PELICAN, [120.0, 100.0, 200.0])):
        record.add("clean", who, 10_000, times)
    record.add("clean", OURS, 1000, [4.0])
    record.add("article", OURS, 10_000, [5.0, 1.0])
    record.add("article", OURS, 10_000, [3.0])
    for kind, times in {"pages": [30, 41], "feeds": [7, 8], "others": [1, 1]}.items():
        record.add(f"changed, {kind}", OURS, 10_000, times)
    return record


def rows(record: Record) -> list[list[str]]:
    return [line.strip("| ").split(" | ") for line in tables(record).splitlines()]


def test_tables_tell_medians_with_their_spread_and_ratios_of_medians(record):
    told = rows(record)

    clean = ["40.00 (30.00–50.00)", "20.00 (10.00–20.00)", "120.00 (100.00–200.00)"]
    assert ["clean build", "10,000", *clean, "2.00", "3.00", "–"] in told
    assert ["clean build", "1,000", "4.00", "–", "–", "–", "–", "–"] in told
    assert ["one new article", "10,000", "3.00 (1.00–5.00)", "–", "–", "–", "–", "–"] in told
    assert ["10,000", "30 41", "7 8", "1 1"] in told


def test_tables_tell_the_load_of_the_machine_beside_each_row_as_far_as_it_is_known(record):
    record.add("clean", HUGO, 1000, [2.0], [1.5])
    record.add("clean", PELICAN, 1000, [8.0, 9.0], [0.5, 2.25])
    record.add("nothing", OURS, 1000, [0.1], [3.0])
    record.add("clean, search", OURS, 1000, [6.0], [4.0])
    record.add("memory, clean", OURS, 1000, [50_000_000], [1.0])

    told = {tuple(row[:2]): row[-1] for row in rows(record)}

    assert told["clean build", "1,000"] == "1.0"  # the last table with such a row is that of memory
    assert ["clean build", "1,000", "4.00", "2.00", "8.50 (8.00–9.00)", "2.00", "2.12", "0.5–2.2"] in rows(record)
    assert told["nothing changed", "1,000"] == "3.0"
    assert told["clean build with the search index", "1,000"] == "4.0"
    assert told["one new article", "10,000"] == "–"


def test_tables_tell_which_targets_are_met_and_leave_out_what_was_not_measured(record):
    told = {row[0]: row[1:] for row in rows(record) if row[-1] in ("yes", "**no**")}

    assert told == {
        "clean, N = 10,000: Pelican ÷ ours": ["at least 4", "3.00", "**no**"],
        "clean, N = 10,000: ours ÷ Hugo": ["at most 1.6", "2.00", "**no**"],
        "one new article, N = 10,000: ours ÷ Hugo's clean build": ["at most 0.09", "0.15", "**no**"],
        "one new article, any N: pages and JSON files that change": ["at most 40 files", "41 files", "**no**"],
        "one new article, any N: feeds and calendars that change": ["at most 40 files", "8 files", "yes"],
    }


def test_a_table_without_rows_is_not_written():
    assert table(["a", "b"], []) == ""
    assert table(["a", "b"], [["1", "2"]]) == "| a | b |\n| --- | ---: |\n| 1 | 2 |\n"


def test_results_stand_between_their_marks_and_the_rest_stays(tmp_path):
    file = tmp_path / "RESULTS.md"
    file.write_text("tangan\n<!-- a -->\nlama\n<!-- /a -->\n<!-- b -->\n<!-- /b -->\nakhir\n", "utf-8")

    write_between(file, "a", "baru \\1\n")

    assert file.read_text("utf-8") == (
        "tangan\n<!-- a -->\nbaru \\1\n<!-- /a -->\n<!-- b -->\n<!-- /b -->\nakhir\n"
    )
    with pytest.raises(ValueError, match="c"):
        write_between(file, "c", "baru\n")


def test_what_was_measured_is_read_back_as_it_was(tmp_path, record):
    assert read_records(tmp_path / "tidak-ada.json") == {}

    write_records({"a": record, "b": Record("Lain")}, tmp_path / "hasil.json")

    assert read_records(tmp_path / "hasil.json") == {"a": record, "b": Record("Lain")}


def test_records_without_loads_are_read_and_stay_as_they_are(tmp_path):
    file = tmp_path / "hasil.json"
    file.write_text(
        '{\n"a": {"machine": "M", "measures": [\n{"what": "clean", "who": "Hugo", "size": 9, "values": [1.0]}\n]}\n}\n'
    )
    before, records = file.read_text(), read_records(file)

    write_records(records, file)

    assert records["a"].find("clean", "Hugo", 9).loads == []
    assert file.read_text() == before


def test_each_measure_is_written_at_once_beside_those_of_other_commands(tmp_path, record):
    file = tmp_path / "hasil.json"
    write_records({"a": record, "b": record}, file)
    loads = iter([1.5, 2.5])
    results = Results("b", Record("Baru"), file, lambda: next(loads))

    with file.open() as earlier:
        results.add("clean", OURS, 10, [3.0, 4.0])

        # Whoever reads meanwhile reads the whole of what was there.
        assert json.load(earlier).keys() == {"a", "b"}
    assert read_records(file)["a"] == record
    kept = read_records(file)["b"]
    assert (kept.machine, kept.find("clean", OURS, 10).loads) == ("Baru", [1.5, 1.5])
    write_records({"a": Record("Lain"), "b": kept}, file)
    results.add("clean", OURS, 10, [5.0])
    assert read_records(file)["a"] == Record("Lain")
    assert read_records(file)["b"].find("clean", OURS, 10).values == [3.0, 4.0, 5.0]
    assert [path.name for path in tmp_path.iterdir()] == ["hasil.json"]


def test_a_name_without_a_place_in_the_results_is_refused_before_anything_is_measured(capsys):
    with pytest.raises(SystemExit) as refusal:
        compare.main(["--name", "lain", "--sizes", "1"])

    assert str(refusal.value).startswith("--name lain: RESULTS.md has no place for it; write <!-- lain --> and")
    assert str(refusal.value).endswith("choose one of: bench, bench-besar, bench-jutaan, bench-klaster")
    assert "\n" not in str(refusal.value)


def test_names_have_both_marks_once(tmp_path):
    file = tmp_path / "RESULTS.md"
    file.write_text(
        "<!-- a -->\n<!-- /a -->\n<!-- b-1 -->\nx\n<!-- /b-1 -->\n<!-- c -->\n" + 2 * "<!-- d -->\n<!-- /d -->\n"
    )

    assert names_in(file) == ["a", "b-1"]


def test_a_machine_without_room_is_told_how_much_is_needed(record):
    record.add("memory, clean", OURS, 1000, [900_000_000, 1_000_000_000])
    record.add("memory, clean", OURS, 10_000, [2_000_000_000])
    record.add("memory, clean", HUGO, 100_000, [1])
    records, disk = {"a": Record("M"), "b": record}, 1_000_000 * DISK_PER_ENTRY

    assert memory_needed(1_000_000, records) == 200_000_000_000
    assert memory_needed(1_000_000, {}) == 0
    assert shortage([1_000_000], 1, records, disk, 200_000_000_000) == ""
    assert shortage([1_000_000], 1, records, disk, None) == ""
    told = shortage([1_000_000], 1, records, disk - 1_000_000_000, 24_000_000_000)
    assert told == (
        "1,000,000 entries: 75.0 GB of disk are needed, 74.0 GB are free (what .cache/bench holds may be removed);"
        " 200.0 GB of memory are needed, 24.0 GB are free"
    )
    # What each program and each size has written stays until the end.
    assert shortage([10_000, 1_000_000], 3, {}, 3 * (disk + 749_999_999), None).startswith(
        "1,000,000 entries: 227.2 GB of disk"
    )


def test_room_is_that_of_the_disk_and_of_programs(tmp_path):
    (tmp_path / "meminfo").write_text("MemTotal:       25000000 kB\nMemFree: 1 kB\nMemAvailable:   20000000 kB\n")

    assert free_memory(tmp_path / "meminfo") == 20_480_000_000
    assert free_memory(tmp_path / "tidak-ada") is None
    assert free_disk(tmp_path / "belum/ada") > 0


def test_the_plot_shows_a_line_for_each_program_higher_where_it_costs_more(record):
    drawn = ET.fromstring(draw_plot([record]))

    lines = {line.get("class"): line.get("points").split() for line in drawn.iter(f"{SVG}polyline")}
    heights = {kind: float(points[-1].split(",")[1]) for kind, points in lines.items()}
    assert set(lines) == {"line kabar-ikm clean", "line hugo clean", "line pelican clean", "line kabar-ikm article"}
    assert sorted(heights, key=heights.get) == [
        "line pelican clean", "line kabar-ikm clean", "line hugo clean", "line kabar-ikm article",
    ]  # fmt: skip
    assert len(lines["line kabar-ikm clean"]) == 2
    assert "Pelican, clean" in [text.text for text in drawn.iter(f"{SVG}text")]
