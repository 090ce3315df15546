"""`make html` and `make publish` over a small project: what comes out, and what stops them."""

import os
import signal
import time

import pytest

from kabar.build.output.ownership import MARKER
from tests.kabar.build.project import TEMPLATE, files_of

pytestmark = pytest.mark.build


def test_a_build_gives_a_whole_output_and_says_so_in_one_line(project):
    result = project.run_afresh("build")

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("2 halaman di output dalam ")
    assert result.stdout.count("\n") == 1
    assert set(files_of(project.output)) == {MARKER, "404.html", "index.html", "terbit.json", "theme/gaya.css"}
    assert [path.name for path in project.folder.glob(".cache/press/*")] == []


def test_what_is_gone_from_the_sources_is_gone_from_the_output(project):
    project.draw({"index.html": "", "lama/index.html": ""})
    project.build()

    project.draw({"index.html": ""})
    project.build()

    assert not (project.output / "lama").exists()


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("pelicanconf.py", "PLUGINS = ['tidak_ada', 'drawing']\n", "plugin 'tidak_ada' tidak dapat dimuat"),
        ("pelicanconf.py", "PLUGINS = []\n", "PLUGINS harus memuat 'plugins.portal'"),
        ("pelicanconf.py", "PLUGINS = [\n", "pelicanconf.py:"),
        ("drawing.py", "import os\nX = os.tidak_ada\n", "drawing.py:2: AttributeError"),
        ("drawing.py", "def register():\n    1 / 0\n", "plugin 'drawing' tidak dapat didaftarkan: drawing.py:2: Zero"),
        ("drawing.py", "def register(:\n", "drawing.py:1: SyntaxError"),
        (
            "drawing.py",
            "import logging\ndef register():\n    logging.getLogger('pelican').warning('hati-hati')\n",
            "Pelican: hati-hati",
        ),
        ("theme/templates/halaman.html", "<p>\n{{ page.judul }}</p>", "theme/templates/halaman.html:2: UndefinedError"),
        ("theme/templates/halaman.html", "<p>\n{% if %}</p>", "theme/templates/halaman.html:2: TemplateSyntaxError"),
        ("theme/templates/halaman.html", "{{ page.title / 2 }}", "(saat menggambar index.html)"),
        # Pelican's `simple` theme has these.
        ("theme/templates/halaman.html", "{% extends 'base.html' %}", "base.html"),
        ("drawing.py", "{article}", "unable to load article"),
        ("pages.json", '{"index.html": "<a href=/tidak/ada/>x</a>"}', "index.html: '/tidak/ada/' tidak menuju"),
        ("pages.json", '{"a.html": "", "A.html": ""}', "dua halaman untuk satu alamat: 'A.html' dan 'a.html'"),
        ("pages.json", '{"../luar.html": ""}', "alamat '../luar.html' menunjuk ke luar folder hasil"),
        ("content/berita/2019/a.md", "tanpa pagar\n", "content/berita/2019/a.md:1:1: "),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_a_line_and_the_last_good_output_stays(project, file, text, told):
    before = project.has_output()
    if file == "pelicanconf.py":
        text = (project.folder / file).read_text() + text
    elif text == "{article}":
        text = (project.folder / file).read_text().replace('"halaman"', '"article"')
    project.write(file, text)

    result = project.build()

    assert result.returncode == 1
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stderr.count("\n") == 1
    assert files_of(project.output) == before
    assert not (project.folder / "luar.html").exists()


def test_every_content_problem_is_told_at_once(project):
    project.write("content/topik/satu.md", "tanpa pagar\n")
    project.write("content/topik/dua.md", "---\nlabel: Dua\n---\n")

    result = project.build()

    lines = result.stderr.splitlines()
    assert result.returncode == 1
    assert any(line.startswith("content/topik/satu.md:1:1: ") for line in lines)
    assert any(line.startswith("content/topik/dua.md:") and "definition" in line for line in lines)
    assert not project.output.exists()


def test_the_bytes_do_not_depend_on_the_machine(project, tmp_path):
    outputs = [tmp_path / name for name in ("a", "b")]
    project.run_afresh("build", OUTPUT=str(outputs[0]), BUILD_DATE="2020-01-01", TZ="UTC", PYTHONHASHSEED="1")
    settings = (project.folder / "pelicanconf.py").read_text()
    project.write("pelicanconf.py", settings + "PLUGINS = PLUGINS[::-1]\n")

    result = project.run_afresh(
        "build",
        OUTPUT=str(outputs[1]),
        BUILD_DATE="2020-01-01",
        TZ="America/St_Johns",
        LANG="xx_XX",
        PYTHONHASHSEED="2",
    )

    assert result.stderr == ""
    assert files_of(outputs[0]) == files_of(outputs[1])


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ("2020-01-01", "2020-01-01T00:00:00+07:00"),
        ("2020-01-01 08:30", "2020-01-01T08:30:00+07:00"),
        ("2020-01-01T01:30Z", "2020-01-01T08:30:00+07:00"),
    ],
)
def test_today_is_build_date_in_the_portals_zone(project, given, seen):
    project.build(BUILD_DATE=given, TZ="America/New_York")

    assert seen in (project.output / "index.html").read_text()


def test_a_build_date_that_means_two_things_is_refused_with_the_one_to_copy(project):
    result = project.build(BUILD_DATE="02/03/2020")

    assert result.returncode == 1
    assert result.stderr.startswith("BUILD_DATE: ")
    assert "tulis: BUILD_DATE=2020-03-02" in result.stderr


def test_now_is_cut_to_the_minute(project):
    project.build()

    assert ":00+07:00</p>" in (project.output / "index.html").read_text()


def test_a_public_build_stands_at_the_portals_own_address_or_at_a_given_one(project):
    assert project.run("build", "--publish").returncode == 0
    own = (project.output / "index.html").read_text()

    result = project.run("build", "--publish", SITEURL="https://kabar.example/portal/")

    assert result.stderr == ""
    assert 'href="https://uji.example/"' in own
    page = (project.output / "index.html").read_text()
    assert 'href="https://kabar.example/portal/"' in page
    assert 'href="/portal/theme/gaya.css"' in page


def test_a_wrong_siteurl_is_refused(project):
    result = project.run("build", "--publish", SITEURL="kabar.example")

    assert result.returncode == 1
    assert "SITEURL 'kabar.example' tidak diawali http:// atau https://" in result.stderr


def test_folders_may_have_any_name(project, tmp_path):
    content = tmp_path / "isi 'a' \"b\" $HOME `id`\nbaris dua"
    project.content.rename(content)
    output = tmp_path / "hasil 'a' \"b\" $HOME `id`\nbaris dua"

    result = project.build(CONTENT=str(content), OUTPUT=str(output))

    assert result.returncode == 0, result.stderr
    assert (output / "index.html").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [content.name, output.name, project.folder.name]
    )


def test_files_have_the_same_mode_whatever_the_umask(project):
    old = os.umask(0o077)
    try:
        project.build()
    finally:
        os.umask(old)

    modes = {path.stat().st_mode & 0o777 for path in project.output.rglob("*") if path.is_file()}
    assert modes == {0o644}
    assert (project.output / "theme").stat().st_mode & 0o777 == 0o755
    assert project.output.stat().st_mode & 0o777 == 0o755


def test_a_killed_build_leaves_the_old_output_and_the_next_one_mends_what_it_left(project):
    project.build()
    before = files_of(project.output)
    project.draw({"index.html": "baru", "404.html": ""})
    project.write("wait", "")
    killed = project.start("build")
    _wait_until(lambda: _staged(project))

    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()

    assert files_of(project.output) == before
    (project.folder / "wait").unlink()
    assert project.build().returncode == 0
    assert "baru" in (project.output / "index.html").read_text()
    (place,) = (project.folder / ".cache" / "press").iterdir()
    assert [path.name for path in place.iterdir()] == ["spare"]
    assert files_of(place / "spare") == before


def test_an_interrupted_build_says_so_and_leaves_nothing_behind(project):
    project.write("wait", "")
    stopped = project.start("build")
    _wait_until(lambda: _staged(project))

    os.killpg(stopped.pid, signal.SIGINT)
    _, err = stopped.communicate(timeout=10)

    assert (stopped.returncode, err) == (130, "Dihentikan.\n")
    assert list((project.folder / ".cache" / "press").iterdir()) == []


def test_of_two_builds_at_once_the_second_waits_for_the_first(project):
    project.write("wait", "")
    first = project.start("build")
    _wait_until(lambda: _staged(project))
    second = project.start("build")
    waiting = second.stderr.readline()

    (project.folder / "wait").unlink()
    first.communicate(timeout=20)
    out, err = second.communicate(timeout=20)

    assert waiting.startswith("Menunggu build lain yang sedang menulis ")
    assert (first.returncode, second.returncode, err) == (0, 0, "")
    assert "2 halaman" in out


def test_an_output_that_is_not_ours_is_left_alone(project, tmp_path):
    diary = tmp_path / "catatan"
    diary.mkdir()
    (diary / "harian.txt").write_text("milik saya")

    result = project.build(OUTPUT=str(diary))

    assert result.returncode == 1
    assert "tidak dibuat oleh portal ini" in result.stderr
    assert files_of(diary) == {"harian.txt": b"milik saya"}


def test_a_content_folder_that_is_not_there_is_named(project):
    result = project.build(CONTENT="tidak ada")

    assert (result.returncode, result.stderr) == (1, "CONTENT: folder 'tidak ada' tidak ada\n")


def test_templates_see_their_page_and_the_globals_alone(project):
    project.write("theme/templates/halaman.html", TEMPLATE + "{{ SITENAME }}")

    result = project.build()

    assert "'SITENAME' is undefined" in result.stderr


def _staged(project) -> bool:
    return any(path.name == "index.html" for path in (project.folder / ".cache").glob("press/*/staging/*"))


def _wait_until(condition, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "took too long"
        time.sleep(0.02)


SECRET = "Kalimat rahasia karangan tentang tungku listrik di bengkel uji"
DRAFT = f"""\
---
title: Rencana tungku listrik karangan di bengkel uji
date: 2019-05-01
summary: Teras draf karangan yang cukup panjang untuk pengujian bocor.
tags: [ikm]
status: draft
---
{SECRET}.
"""


def test_a_build_that_lets_a_draft_out_fails_and_leaves_the_last_output(project):
    before = project.has_output()
    project.write("content/berita/2019/rahasia.md", DRAFT)
    project.draw({"index.html": f"<p>{SECRET}</p>", "404.html": ""})

    result = project.build()

    assert (result.returncode, result.stdout) == (1, "")
    assert "berita/2019/rahasia.md: belum terbit, tetapi terbaca di index.html: \"Kalimat rahasia" in result.stderr
    assert files_of(project.output) == before


def test_a_build_says_what_it_sought_of_drafts(project):
    project.write("content/berita/2019/rahasia.md", DRAFT)

    result = project.build()

    assert (result.returncode, result.stderr) == (0, "")
    sought, done = result.stdout.splitlines()
    # The draft, and the topic that nothing else uses.
    assert (
        sought.startswith("Tidak bocor: ") and " potongan dari 2 tulisan yang belum terbit dicari di 5 berkas" in sought
    )
    assert done.startswith("2 halaman di output dalam ")


def test_an_output_that_is_a_link_stays_one_and_what_it_leads_to_is_replaced(project, tmp_path):
    there = tmp_path / "disk lain" / "situs"
    there.parent.mkdir()
    project.output.symlink_to(there)

    assert [project.build().returncode, project.build().returncode] == [0, 0]
    project.draw({"index.html": "baru", "404.html": ""})
    result = project.build()

    assert (result.returncode, result.stderr) == (0, "")
    assert project.output.readlink() == there and "baru" in (there / "index.html").read_text()
    assert [path.name for path in there.parent.iterdir()] == ["situs"]


@pytest.mark.parametrize("given", ["putar", "~tidak-ada-pengguna-ini/situs"])
def test_an_output_that_leads_nowhere_is_told(project, given):
    (project.folder / "putar").symlink_to("putar")

    result = project.build(OUTPUT=given)

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(f"OUTPUT: '{given}' tidak menuju folder mana pun; tulis")


def test_an_empty_folder_that_others_made_in_the_output_goes_and_does_not_come_back(project):
    project.draw({"index.html": "satu", "404.html": "", "a/b/index.html": ""})
    project.build()
    for name in ("asing/dalam", "a/b/asing", "index.css"):
        (project.output / name).mkdir(parents=True)

    seen = []
    for body in ("satu", "dua", "tiga", "empat", "empat"):
        project.draw({"index.html": body, "404.html": "", "a/b/index.html": ""})
        assert project.build().returncode == 0
        seen.append(
            {path.relative_to(project.output).as_posix() for path in project.output.rglob("*") if path.is_dir()}
        )

    assert seen == [{"a", "a/b", "theme"}] * 5


def test_pictures_that_differ_in_case_alone_stop_a_build_which_names_both(project):
    before = project.has_output()
    for name in ("kain.png", "Kain.PNG"):
        project.write(f"content/gambar/2019/{name}", "x")
    if not (project.content / "gambar/2019/kain.png").samefile(project.content / "gambar/2019/Kain.PNG"):
        result = project.build()

        assert result.returncode == 1
        assert result.stderr.startswith(
            "content/gambar/2019/kain.png:1:1: namanya sama dengan 'gambar/2019/Kain.PNG' bila"
        )
    assert files_of(project.output) == before
