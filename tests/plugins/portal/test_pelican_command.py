"""``pelican`` builds the portal: the bytes of `make`, its options, its errors."""

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from urllib.request import urlopen

import pytest

from tests.demonstration import demonstration_content, needs_theme_as_it_comes
from tests.once import made_once
from tests.pelican_command import ROOT, pelican, site, start
from tests.portals import NEWS, SMALL, write_content
from tests.site.building import build, files_of

# What `make` adds to what Pelican builds: the record of the publication, and the index of the search.
ONLY_MAKE = {"terbit.json"}
ONLY_MAKE_FOLDER = "pagefind/"
ELSEWHERE = "https://kabar.example/portal"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small portal as `make html` builds it, with its content beside it; to be read only."""

    def make(folder):
        build(write_content(folder / "isi", SMALL), folder / "hasil")

    return made_once(tmp_path_factory, "portal-kecil", make)


def test_pelican_builds_the_bytes_of_make_but_for_what_only_make_adds(tmp_path, portal):
    assert_equal_but_for_what_only_make_adds(tmp_path, demonstration_content(), portal, "pelicanconf.py")


@needs_theme_as_it_comes
@pytest.mark.parametrize(
    ("more", "options"), [({}, ()), ({"SITEURL": ELSEWHERE}, (f'-e=SITEURL="{ELSEWHERE}"',))], ids=["own", "another"]
)
def test_pelican_publishes_the_bytes_of_make_publish_at_each_address(tmp_path, more, options):
    content = write_content(tmp_path / "isi", SMALL)
    output = build(content, tmp_path / "make", "--publish", **more)

    # As users start it, with the settings as the only way to the plugins.
    assert_equal_but_for_what_only_make_adds(tmp_path, content, output, "publishconf.py", *options, afresh=not more)


@pytest.mark.long
def test_pelican_publishes_the_bytes_of_make_publish_of_the_real_content(tmp_path, published):
    siteurl = f'-e=SITEURL="{ELSEWHERE}"'
    assert_equal_but_for_what_only_make_adds(tmp_path, demonstration_content(), published, "publishconf.py", siteurl)


def assert_equal_but_for_what_only_make_adds(tmp_path, content, output, settings, *options, afresh=False):
    made = files_of(output)

    result = pelican(ROOT, content, "-s", settings, "-o", tmp_path / "pelican", *options, afresh=afresh)

    assert (result.returncode, result.stderr) == (0, "")
    only_make = {name for name in made if name in ONLY_MAKE or name.startswith(ONLY_MAKE_FOLDER)}
    assert only_make > ONLY_MAKE
    assert files_of(tmp_path / "pelican") == {name: data for name, data in made.items() if name not in only_make}


def test_make_and_pelican_may_build_one_output_in_turn(tmp_path):
    content, output = write_content(tmp_path / "isi", SMALL), tmp_path / "hasil"
    made = files_of(build(content, output))

    assert pelican(ROOT, content, "-s", "pelicanconf.py", "-o", output).returncode == 0
    between = files_of(output)
    again = files_of(build(content, output))

    assert set(made) - set(between) == {name for name in made if name in ONLY_MAKE or name.startswith(ONLY_MAKE_FOLDER)}
    assert again == made


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"berita/2019/salah.md": NEWS.replace("[ikm]", "[tidak-ada]")}, "berita/2019/salah.md:5:"),
        (
            {"berita/2019/salah.md": NEWS.replace("Isi berita", "Lihat [bagian](#tidak-ada). Isi")},
            "berita/2019/salah.md:",
        ),
        ({"berita/2019/salah.md": "tanpa pagar\n", "topik/dua.md": "---\nlabel: Dua\n---\n"}, "topik/dua.md:"),
    ],
)
def test_mistakes_come_with_file_line_and_remedy_and_the_output_stays(tmp_path, small, change, place):
    output = tmp_path / "hasil"
    shutil.copytree(small / "hasil", output)
    content = write_content(tmp_path / "isi", SMALL | change)

    result = pelican(ROOT, content, "-s", "pelicanconf.py", "-o", output)

    assert result.returncode == 1
    assert len([line for line in result.stderr.splitlines() if place in line]) == 1
    assert "Traceback" not in result.stdout + result.stderr
    assert files_of(output) == files_of(small / "hasil")


def test_what_is_withheld_is_in_no_file(tmp_path):
    mark = "RAHASIA-7f3a"
    draft = NEWS.replace("tags:", "status: draft\ntags:").replace("karangan", mark)
    later = NEWS.replace("2019-05-26", "2030-01-01").replace("karangan", mark)
    content = write_content(tmp_path / "isi", SMALL | {"berita/2019/draf.md": draft, "berita/2030/nanti.md": later})

    result = pelican(ROOT, content, "-s", "pelicanconf.py", "-o", tmp_path / "hasil")

    assert result.returncode == 0
    assert "Tidak bocor" in result.stdout
    assert [name for name, data in files_of(tmp_path / "hasil").items() if mark.encode() in data] == []


def test_a_foreign_folder_is_not_replaced(tmp_path, small):
    (tmp_path / "hasil").mkdir()
    (tmp_path / "hasil" / "surat.txt").write_text("milik orang lain")

    result = pelican(ROOT, small / "isi", "-s", "pelicanconf.py", "-o", tmp_path / "hasil")

    assert result.returncode == 1
    assert "berisi berkas yang tidak dibuat oleh portal ini" in result.stderr
    assert files_of(tmp_path / "hasil") == {"surat.txt": b"milik orang lain"}


def test_settings_are_printed_also_where_the_content_is_broken(tmp_path):
    content = write_content(tmp_path / "isi", {"portal.yaml": "name: [\n"})

    result = pelican(ROOT, content, "-s", "pelicanconf.py", "--print-settings", "PLUGINS", "TOPIC_PATH")

    assert result.returncode == 0
    assert "plugins.topic_tags" in result.stdout
    assert "TOPIC_PATH: 'topik'" in result.stdout


@pytest.mark.long
def test_the_cache_may_be_ignored_or_lie_elsewhere_and_nothing_changes(tmp_path, small):
    elsewhere = tmp_path / "simpanan"
    outputs = [tmp_path / name for name in ("a", "b", "c")]

    for output, options in zip(
        outputs, [("--cache-path", elsewhere), ("--cache-path", elsewhere), ("--ignore-cache", "-D")], strict=True
    ):
        result = pelican(ROOT, small / "isi", "-s", "pelicanconf.py", "-o", output, *options)
        assert result.returncode == 0

    assert list(elsewhere.glob("build/*.sqlite"))
    assert files_of(outputs[0]) == files_of(outputs[1]) == files_of(outputs[2])


@pytest.mark.long
def test_a_theme_given_by_option_draws_the_portal(tmp_path, small):
    theme = shutil.copytree(ROOT / "theme", tmp_path / "tema")
    footer = theme / "templates/partials/site-footer.html"
    footer.write_text(footer.read_text("utf-8") + "<!-- tema lain -->", "utf-8")

    result = pelican(ROOT, small / "isi", "-s", "pelicanconf.py", "-o", tmp_path / "hasil", "-t", theme)

    assert result.returncode == 0, result.stderr
    assert "<!-- tema lain -->" in (tmp_path / "hasil/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("-t", "simple"), "tema 'simple' bukan tema portal: tidak ada templat berita.html dan bimtek.html"),
        (("-t", "notmyidea"), "hapus 'plugins.portal' dari PLUGINS (docs/with-stock-pelican.md)"),
        (("--relative-urls",), "RELATIVE_URLS (--relative-urls) tidak didukung"),
        (("-e", 'SITEURL="ftp://x"'), "SITEURL 'ftp://x'"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(tmp_path, small, options, message):
    result = pelican(ROOT, small / "isi", "-s", "pelicanconf.py", "-o", tmp_path / "hasil", *options)

    assert result.returncode == 1
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "hasil").exists()


@pytest.mark.parametrize("order", [(2, 1, 0), pytest.param((1, 2, 0), marks=pytest.mark.long)])
@pytest.mark.long
def test_the_order_of_plugins_changes_nothing(tmp_path, small, order):
    settings = site(tmp_path / "situs", f"PLUGINS = [PLUGINS[n] for n in {order}]\n")

    result = pelican(settings.parent, small / "isi", "-s", settings, "-o", tmp_path / "hasil")

    assert result.returncode == 0, result.stderr
    made = files_of(small / "hasil")
    for name, data in files_of(tmp_path / "hasil").items():
        assert data == made[name], name


@pytest.mark.parametrize("left_out", ["plugins.content_reader", "plugins.topic_tags"])
def test_the_portal_names_the_plugin_that_it_misses(tmp_path, small, left_out):
    settings = site(tmp_path / "situs", f"PLUGINS.remove({left_out!r})\n")

    result = pelican(settings.parent, small / "isi", "-s", settings, "-o", tmp_path / "hasil")

    assert result.returncode == 1
    assert f"plugins.portal membutuhkan {left_out}" in result.stderr


@contextmanager
def running(*arguments, **more):
    process = start(ROOT, *arguments, **more)
    try:
        yield process
    finally:
        # The listening and the building of `-lr` are processes of its group.
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_until(holds, process: subprocess.Popen, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.long
def test_autoreload_builds_what_changed_and_lives_through_mistakes(tmp_path, free_port):
    content, output = write_content(tmp_path / "isi", SMALL), tmp_path / "hasil"
    page = output / "berita/2019/karangan/index.html"
    article = content / "berita/2019/karangan.md"
    good = article.read_text("utf-8")
    address = f"http://127.0.0.1:{free_port}/berita/2019/karangan/"

    def shows(text: str) -> bool:
        return page.is_file() and text in page.read_text("utf-8")

    options = ("-s", "pelicanconf.py", "-o", output, "-r", "-l", "-p", free_port)
    with running(content, *options, PYTHONUNBUFFERED="1") as process:
        wait_until(lambda: shows("Isi berita karangan"), process)
        article.write_text(good.replace("[ikm]", "[tidak-ada]"), "utf-8")
        time.sleep(1)
        article.write_text(good.replace("Isi berita", "Isi baru"), "utf-8")
        wait_until(lambda: shows("Isi baru karangan"), process)
        with urlopen(address, timeout=30) as answer:
            served = answer.read().decode()

    assert "Isi baru karangan" in served


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
