"""`make deploy` to a repository of its own."""

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kabar.outputs.assets import with_digest
from kabar.outputs.publication_record import digest_of_part
from tests.kabar.build.project import Project, files_of
from tests.kabar.build.publishers import git
from tests.portals import MINIMAL, NEWS

pytestmark = pytest.mark.build


@pytest.fixture
def project(tmp_path):
    """A project in git, with a bare repository as its remote."""
    project = Project(tmp_path / "proyek")
    git(tmp_path, "init", "--quiet", "--bare", "situs.git")
    git(project.folder, "init", "--quiet", "--initial-branch=main")
    git(project.folder, "remote", "add", "origin", str(tmp_path / "situs.git"))
    return project


@pytest.fixture
def site(tmp_path):
    return tmp_path / "situs.git"


def deploy(project, **variables):
    return project.run("publish", HOME=str(project.folder), **variables)


def published(site, tmp_path, branch="gh-pages"):
    folder = tmp_path / f"klon-{branch}"
    if folder.exists():
        git(folder, "pull", "--quiet", "--force", "--rebase")
    else:
        git(tmp_path, "clone", "--quiet", "--branch", branch, str(site), folder.name)
    return {name: data for name, data in files_of(folder).items() if not name.startswith(".git/")}


def test_the_branch_holds_a_production_build_and_nothing_else(project, site, tmp_path):
    result = deploy(project)

    assert (result.returncode, result.stderr) == (0, "")
    first, done = result.stdout.splitlines()
    assert first == "Terbitan pertama: belum ada daftar terbit di 'origin' cabang 'gh-pages'."
    assert done.startswith("2 halaman di https://uji.example dalam ")
    files = published(site, tmp_path)
    assert set(files) == {".nojekyll", "404.html", "index.html", "terbit.json", "theme/gaya.css"}
    assert b'href="https://uji.example/"' in files["index.html"]
    assert not project.output.exists()


def test_what_was_withdrawn_lives_on_in_git_only_when_history_is_asked_for(project, site):
    project.draw({"index.html": "rahasia", "404.html": ""})
    deploy(project)
    project.draw({"index.html": "dicabut", "404.html": ""})

    deploy(project)

    assert git(site, "rev-list", "--count", "gh-pages") == "1"


def test_the_domain_on_the_branch_is_kept_until_the_content_names_one(project, site, tmp_path):
    deploy(project)
    clone = tmp_path / "suntingan"
    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", str(site), str(clone))
    (clone / "CNAME").write_text("lama.example\n")
    git(clone, "add", "CNAME")
    git(clone, "commit", "--quiet", "-m", "Nama")
    git(clone, "push", "--quiet")

    deploy(project)

    assert published(site, tmp_path)["CNAME"].strip() == b"lama.example"
    project.write("content/ekstra/CNAME", "baru.example\n")
    assert deploy(project).returncode == 0
    assert git(site, "show", "gh-pages:CNAME") == "baru.example"


def test_the_theme_of_the_last_publication_is_published_once_more(project, site, tmp_path):
    deploy(project)
    before = with_digest("portal.css", b"a{}")
    clone = tmp_path / "suntingan"
    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", str(site), str(clone))
    (clone / before).write_bytes(b"a{}")
    (clone / "theme/rahasia.txt").write_bytes(b"rahasia")
    git(clone, "add", "theme")
    git(clone, "commit", "--quiet", "-m", "Tema lama")
    git(clone, "push", "--quiet")

    results = [deploy(project), deploy(project)]

    assert [(result.returncode, result.stderr) for result in results] == [(0, "")] * 2
    files = published(site, tmp_path)
    assert files[before] == b"a{}"
    assert "theme/rahasia.txt" not in files
    assert before not in files_of(project.folder / ".cache/terbit")


def test_another_repository_and_branch_may_be_named(project, tmp_path):
    other = tmp_path / "lain dan 'kutip'.git"
    git(tmp_path, "init", "--quiet", "--bare", str(other))

    result = deploy(project, DEPLOY_REMOTE=str(other), DEPLOY_BRANCH="situs")

    assert result.stderr == ""
    assert "index.html" in published(other, tmp_path, "situs")


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"DEPLOY_REMOTE": "tidak-ada"}, "repositori 'tidak-ada' tidak dapat dihubungi: fatal: "),
        ({"DEPLOY_BRANCH": "main"}, "cabang 'main' sedang dibuka di repositori ini"),
        ({"DEPLOY_BRANCH": "a..b"}, "DEPLOY_BRANCH 'a..b' bukan nama cabang git yang sah"),
        ({"DEPLOY_REMOTE": "--upload-pack=touch x"}, "tidak boleh diawali '-'"),
        ({"SITEURL": "https://lain.example"}, "SITEURL 'https://lain.example' bukan alamat portal ini"),
    ],
)
def test_what_stands_against_publishing_is_told_in_a_line(project, site, variables, told):
    result = deploy(project, **variables)

    assert result.returncode == 1
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert git(site, "branch", "--list") == ""


def test_a_fresh_clone_publishes_nothing_until_its_portal_is_ones_own(project, site):
    project.write(
        "content/portal.yaml", MINIMAL["portal.yaml"].replace("https://uji.example", "https://kabar-ikm.example")
    )

    result = deploy(project)

    assert result.returncode == 1
    assert result.stderr.startswith("portal.yaml masih milik portal contoh: ") and result.stderr.count("\n") == 1
    assert git(site, "branch", "--list") == ""


def test_outside_git_it_says_so(tmp_path):
    result = deploy(Project(tmp_path / "proyek"), GIT_CEILING_DIRECTORIES=str(tmp_path))

    assert result.returncode == 1
    assert result.stderr.startswith("folder ini bukan repositori git: fatal: ")


def test_a_portal_without_masthead_stays_unpublished(project, site):
    project.write("content/portal.yaml", _without_demo(MINIMAL["portal.yaml"]))

    result = deploy(project)

    assert result.returncode == 1
    assert "portal.yaml: responsible belum diisi (UU 40/1999 pasal 12)" in result.stderr
    assert result.stderr.endswith("Belum diterbitkan.\n")
    assert git(site, "branch", "--list") == ""


def test_a_remote_that_refuses_is_told_and_keeps_what_it_has(project, site):
    deploy(project)
    before = git(site, "rev-parse", "gh-pages")
    hook = site / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho ditolak >&2\nexit 1\n")
    hook.chmod(0o755)
    project.draw({"index.html": "baru", "404.html": ""})

    result = deploy(project)

    assert result.returncode == 1
    assert result.stderr.startswith("gagal mengirim ke 'origin' cabang 'gh-pages': remote: ditolak")
    assert "Traceback" not in result.stderr
    assert git(site, "rev-parse", "gh-pages") == before


LOST = "berita/2019/karangan.md: sudah terbit di /berita/2019/karangan/, sekarang hilang tanpa keterangan"


def test_what_was_published_is_not_lost_in_silence(project, site):
    project.write("content/berita/2019/karangan.md", NEWS)
    deploy(project)
    before = git(site, "rev-parse", "gh-pages")
    project.write("content/berita/2019/karangan.md", NEWS.replace("tags:", "status: draft\ntags:"))

    result = deploy(project)

    assert result.returncode == 1
    assert LOST in result.stderr and result.stderr.endswith("Belum diterbitkan.\n")
    assert git(site, "rev-parse", "gh-pages") == before


def test_a_body_changed_without_a_word_is_pointed_out_and_published(project, site):
    project.write("content/berita/2019/karangan.md", NEWS)
    deploy(project)
    project.write("content/berita/2019/karangan.md", NEWS + "\nParagraf baru.\n")

    result = deploy(project)

    assert result.returncode == 0
    assert "berita/2019/karangan.md: peringatan: 1 dari 2 paragraf berubah" in result.stderr
    assert "Terbitan pertama" not in result.stdout


def test_a_record_that_cannot_be_read_stops_publishing_unless_told_to_begin_anew(project, site, tmp_path):
    deploy(project)
    clone = tmp_path / "suntingan"
    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", str(site), str(clone))
    (clone / "terbit.json").write_text("{rusak")
    git(clone, "commit", "--quiet", "-am", "Rusak")
    git(clone, "push", "--quiet")

    result = deploy(project)

    assert result.returncode == 1
    assert result.stderr.startswith("terbit.json di cabang 'gh-pages' tidak terbaca (")
    assert result.stderr.count("\n") == 1
    assert deploy(project, PERTAMA="1").returncode == 0
    assert deploy(project).returncode == 0


def test_the_last_record_may_stand_in_a_file_or_at_an_address(project, tmp_path):
    record = tmp_path / "catatan" / "terbit.json"
    record.parent.mkdir()
    record.write_text('{"version": 1, "entries": [{"address": "/berita/2019/karangan/"}]}')
    handler = partial(SimpleHTTPRequestHandler, directory=record.parent)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"

        assert LOST in deploy(project, TERBIT=str(record)).stderr
        assert LOST in deploy(project, TERBIT=f"{address}/terbit.json").stderr
        part = record.with_name("terbit-2019.json")
        part.write_text('{"version": 3, "entries": [{"address": "/berita/2019/karangan/"}]}')
        named = [{"file": part.name, "sha256": digest_of_part(part.read_bytes())}]
        portal = {"name": "Portal Uji", "SITEURL": "https://uji.example"}
        record.write_text(json.dumps({"version": 3, "portal": portal, "parts": named, "entries": []}))
        assert LOST in deploy(project, TERBIT=f"{address}/terbit.json?kunci=1").stderr
        part.unlink()
        assert (
            "(bagiannya terbit-2019.json tidak terbaca: alamat itu menjawab 404)" in deploy(
                project, TERBIT=f"{address}/terbit.json"
            ).stderr
        )
        assert "tidak ada.json tidak terbaca" in deploy(project, TERBIT=str(tmp_path / "tidak ada.json")).stderr
        assert "alamat itu menjawab 404" in deploy(project, TERBIT=f"{address}/belum-ada.json").stderr
        assert "Terbitan pertama" in deploy(project, TERBIT=f"{address}/belum-ada.json", PERTAMA="1").stdout
        server.shutdown()


def _without_demo(portal: str) -> str:
    keys = ("name:", "tagline:", "description:", "SITEURL:")
    lines = [line.strip() for line in portal.splitlines()]
    return "\n".join(line for line in lines if line.startswith(keys) and "CC BY" not in line)
