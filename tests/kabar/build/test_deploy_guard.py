"""`make deploy` knows what it replaces: checkouts that are behind, other people's branches, two at once, leaks."""

import json
import shutil
import subprocess
import time
from datetime import date

import pytest

from kabar.content.library import load_library
from kabar.failure import BuildFailed
from kabar.outputs.publication_record import digest_of_part
from kabar.publish.branch import Branch, keeps_history, reached
from kabar.publish.last_publication import LastPublication, for_portal
from tests.kabar.build.publishers import (
    DAY,
    Publisher,
    bare,
    commits,
    correction,
    edit,
    git,
    news,
    online,
    record_online,
    start,
    tip,
)
from tests.portals import MINIMAL, PORTAL, TOPIC_IKM, write_content

pytestmark = pytest.mark.build

A, PAGE = "berita/2019/a.md", "berita/2019/a/index.html"
WITHDRAWN = news("awal", "status: withdrawn", f"corrections: [{correction('pencabutan', '2019-05-27')}]")
RESTORED = news(
    "awal", f"corrections: [{correction('pencabutan', '2019-05-27')}, {correction('pemulihan', '2019-05-28')}]"
)


ARTICLE = news("awal", "modified: 2019-05-26 08:00")
CONTENT = MINIMAL | {A: ARTICLE}


@pytest.fixture
def started(tmp_path, tmp_path_factory):
    """Two checkouts with one article, which is published; and the bare repository where it is."""
    return start(tmp_path_factory, tmp_path / "penerbit", CONTENT)


@pytest.fixture
def first(started):
    return started[0]


@pytest.fixture
def second(started):
    return started[1]


@pytest.fixture
def site(started):
    return started[2]


@pytest.fixture
def empty(tmp_path):
    """The checkout of a portal that is not published yet."""
    return Publisher(tmp_path / "baru", bare(tmp_path / "kosong.git"), CONTENT)


def refused(result: subprocess.CompletedProcess) -> str:
    assert result.returncode == 1, result.stdout
    assert "Traceback" not in result.stderr
    return result.stderr


def published(result: subprocess.CompletedProcess) -> str:
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_a_checkout_that_is_behind_does_not_bring_a_withdrawn_article_back(first, second, site):
    first.put(A, WITHDRAWN)
    published(first.deploy())
    before = tip(site)

    reason = refused(second.deploy())

    assert (
        f"{A}: sudah dicabut di terbitan lalu, sekarang tampil lagi; barangkali folder ini tertinggal: jalankan git"
        " pull"
        in reason
    )
    assert reason.endswith("; bila itu sebabnya, hapus BUILD_DATE=\nBelum diterbitkan.\n")
    assert tip(site) == before and b"Isi awal" not in online(site)[PAGE]
    second.put(A, RESTORED)
    published(second.deploy())
    assert b"Isi awal" in online(site)[PAGE]
    assert "sudah dipulihkan di terbitan lalu" in refused(first.deploy())


def test_a_record_of_version_1_that_stands_published_is_compared_as_far_as_it_goes(first, site, tmp_path):
    entries = [
        {key: one[key] for key in one if key not in ("status", "corrections")} for one in record_online(site)["entries"]
    ]
    edit(site, tmp_path / "suntingan", {"terbit.json": json.dumps({"version": 1, "entries": entries})})
    before = tip(site)

    first.put(A, news("awal", "modified: 2019-05-26 07:00"))
    assert "waktu ubahnya mundur dari 2019-05-26T08:00:00+07:00" in refused(first.deploy())
    first.put(A, None)
    assert f"{A}: sudah terbit di /berita/2019/a/, sekarang hilang" in refused(first.deploy())
    assert tip(site) == before
    first.put(A, WITHDRAWN)
    published(first.deploy())
    assert record_online(site)["version"] == 2


def in_parts(record: dict) -> dict[str, str]:
    """The files of ``record``, with what stands below /berita/2019/ in a part of its own."""
    of_year = [one for one in record["entries"] if one["address"].startswith("/berita/2019/")]
    part = json.dumps({"version": 3, "entries": of_year})
    named = [{"file": "terbit-2019.json", "sha256": digest_of_part(part.encode())}]
    others = [one for one in record["entries"] if one not in of_year]
    return {
        "terbit.json": json.dumps(record | {"version": 3, "parts": named, "entries": others}),
        "terbit-2019.json": part,
    }


def test_a_record_in_parts_that_stands_published_is_compared_and_none_of_them_may_be_missing(first, site, tmp_path):
    record = record_online(site)
    files = in_parts(record)
    edit(site, tmp_path / "utuh", files)
    first.put(A, None)

    assert f"{A}: sudah terbit di /berita/2019/a/, sekarang hilang" in refused(first.deploy())
    where = tmp_path / "unduhan"
    write_content(where, files)
    assert f"{A}: sudah terbit di" in refused(first.deploy(TERBIT=str(where / "terbit.json")))
    edit(site, tmp_path / "terpotong", {"terbit-2019.json": files["terbit-2019.json"][:-9]})
    before = tip(site)
    reason = refused(first.deploy())
    assert reason.startswith(
        "terbit.json di cabang 'gh-pages' tidak terbaca (bagiannya terbit-2019.json tidak utuh, atau dari terbitan"
        " lain), jadi"
    )
    assert reason.count("\n") == 1 and tip(site) == before
    (where / "terbit-2019.json").unlink()
    assert "(bagiannya terbit-2019.json tidak ada)" in refused(first.deploy(TERBIT=str(where / "terbit.json")))
    first.put(A, ARTICLE)
    published(first.deploy(PERTAMA="1"))
    assert "terbit-2019.json" not in online(site) and record_online(site) == record


@pytest.mark.parametrize("moment", ["2099-12-31", "31 Desember 2099 08.30", "2099-12-31T08:00+07:00"])
def test_what_is_still_to_come_cannot_be_published_by_a_build_date(empty, moment):
    empty.put("berita/2098/nanti.md", news("embargo", date="2098-05-26"))

    reason = refused(empty.deploy(BUILD_DATE=moment))

    assert reason.startswith(f"BUILD_DATE '{moment}' belum tiba")
    assert reason.count("\n") == 1
    assert tip(empty.site) == ""
    assert not (empty.folder / ".cache/terbit").exists()


def test_a_leak_can_be_taken_down_by_its_address_and_nothing_else_goes_with_it(first, site):
    first.put("berita/2019/bocor.md", news("bocor"))
    published(first.deploy(RIWAYAT="1"))
    first.put("berita/2019/bocor.md", news("bocor", date="2019-12-26"))
    first.put(A, None)

    reason = refused(first.deploy(TARIK="/berita/2019/bocor/"))

    assert f"{A}: sudah terbit di" in reason and "bocor" not in reason
    first.put(A, ARTICLE)
    said = published(first.deploy(TARIK="https://uji.example/berita/2019/bocor"))
    assert "Ditarik: /berita/2019/bocor/ (terjadwal)." in said
    assert "Riwayat cabang itu dihapus, supaya yang ditarik tidak tertinggal" in said
    assert commits(site) == 1
    assert not [name for name, data in online(site).items() if b"bocor" in data]
    published(first.deploy())
    assert commits(site) == 2


def test_a_topic_and_an_article_that_were_published_too_early_are_taken_down_in_one_go(first, site):
    first.put(
        "topik/kriya.md",
        TOPIC_IKM.replace("IKM", "Kriya").replace("[Industri kecil dan menengah]", "[]").replace("[ikmm]", "[]"),
    )
    published(first.deploy())
    for file in ("topik/kriya.md", A):
        first.put(file, None)

    reason = refused(first.deploy())

    for address in ("/topik/kriya/", "/berita/2019/a/"):
        assert f"Bila terbit sebelum waktunya: make deploy TARIK={address}\n" in reason
    assert published(first.deploy(TARIK="/topik/kriya/ /berita/2019/a/")).count("Ditarik: ") == 2
    assert "TARIK=/berita/2019/a/: alamat ini tidak ada di daftar terbitan lalu" in refused(
        first.deploy(TARIK="/berita/2019/a/")
    )


def test_another_projects_branch_is_not_replaced(empty, tmp_path):
    edit(empty.site, tmp_path / "suntingan", {"index.html": "Situs orang lain", ".nojekyll": ""}, orphan=True)
    before = tip(empty.site)

    reason = refused(empty.deploy())

    assert reason.startswith("'origin' cabang 'gh-pages' bukan buatan portal ini") and "PERTAMA=1" in reason
    assert tip(empty.site) == before
    published(empty.deploy(PERTAMA="1"))
    assert b"Situs orang lain" not in online(empty.site)["index.html"]


@pytest.mark.parametrize("name", ["pelicanconf.py", "portal/publishconf.py"])
def test_a_branch_of_sources_is_never_replaced(empty, tmp_path, name):
    edit(empty.site, tmp_path / "suntingan", {name: "", "content/rahasia.md": "Naskah"}, branch="develop", orphan=True)
    git(empty.folder, "fetch", "--quiet", "origin", "develop:develop")
    before = tip(empty.site, "develop")

    reason = refused(empty.deploy(DEPLOY_BRANCH="develop", PERTAMA="1"))

    assert f"cabang 'develop' memuat naskah atau kode proyek ({name})" in reason
    assert (tip(empty.site, "develop"), tip(empty.folder, "develop")) == (before, before)


def test_the_local_branch_of_the_same_name_and_all_others_stay_as_they_were(first):
    git(first.folder, "commit", "--quiet", "--allow-empty", "--message", "Awal")
    git(first.folder, "branch", "gh-pages")
    # What git itself notes of the remote's branches while it fetches and pushes stands in refs/remotes.
    ours = ("for-each-ref", "refs/heads", "refs/tags", "refs/kabar-ikm")
    before = git(first.folder, *ours)

    published(first.deploy(RIWAYAT="1"))
    refused(first.deploy(TARIK="/x/"))

    assert git(first.folder, *ours) == before


def test_a_branch_that_is_checked_out_somewhere_is_not_replaced(empty, tmp_path):
    git(empty.folder, "commit", "--quiet", "--allow-empty", "--message", "Awal")
    git(empty.folder, "worktree", "add", "--quiet", "-b", "situs", str(tmp_path / "pohon"))
    git(tmp_path, "clone", "--quiet", str(empty.folder), "terbuka")
    git(tmp_path / "terbuka", "checkout", "--quiet", "-b", "hasil")
    git(empty.folder, "remote", "add", "sana", "https://kabar.example/x.git")
    git(empty.folder, "config", "remote.sana.pushurl", "../terbuka")

    assert "cabang 'situs' sedang dibuka di repositori ini" in refused(empty.deploy(DEPLOY_BRANCH="situs", PERTAMA="1"))
    for remote in ("../terbuka", f"file://{tmp_path}/terbuka", str(tmp_path / "terbuka/.git"), "sana"):
        with pytest.raises(BuildFailed, match="cabang 'hasil' sedang dibuka di sana"), reached(
            empty.folder, remote, "hasil"
        ):
            pass


def test_another_portal_is_not_replaced_and_one_that_changed_its_name_says_so(second, site):
    second.put("portal.yaml", PORTAL.replace("Portal Uji", "Kabar Kita"))
    second.put(A, None)

    reason = refused(second.deploy())

    assert "memuat portal lain, 'Portal Uji' (https://uji.example), sedangkan ini 'Kabar Kita'" in reason
    assert "make deploy LAMA='Portal Uji'." in reason and "sudah terbit" not in reason
    # The guard is the same: what this portal published under its old name is not lost.
    assert f"{A}: sudah terbit" in refused(second.deploy(LAMA="Portal Uji"))
    second.put(A, ARTICLE)
    published(second.deploy(LAMA="Portal Uji"))
    assert record_online(site)["portal"] == {"name": "Kabar Kita", "SITEURL": "https://uji.example"}


@pytest.mark.parametrize(
    ("last", "former", "remedy"),
    [
        (("Portal Uji", "https://uji.example"), "", None),
        (("Portal Uji", "https://lama.example"), "", "LAMA=https://lama.example."),
        (("Portal Uji", "https://lama.example"), "https://lama.example/", None),
        (("Portal 'Lama' $1", "https://uji.example"), "", "LAMA='Portal '\"'\"'Lama'\"'\"' $1'."),
        (("Lama", "https://lama.example"), "Lama", None),
        (("Lama", "https://lama.example"), "Lain", "LAMA=https://lama.example."),
    ],
)
def test_a_portal_is_known_by_its_name_and_address_or_by_one_that_it_had(tmp_path, last, former, remedy):
    portal = load_library(write_content(tmp_path, MINIMAL), date(2019, 6, 1)).library.portal
    standing = LastPublication({}, ("ikm",), (last,), is_ours=True)

    kept, refusals = for_portal(standing, portal, former, False, Branch(tmp_path, "origin", "gh-pages"))

    assert [one for one in refusals if f"make deploy {remedy}" not in one] == []
    assert (len(refusals), kept.topics) == ((1, ()) if remedy else (0, ("ikm",)))
    anew, none = for_portal(standing, portal, former, True, Branch(tmp_path, "origin", "gh-pages"))
    assert none == [] and (anew.entries is None) == bool(remedy)


@pytest.mark.parametrize(
    ("name", "text"),
    [("terbit.json", None), ("terbit.json", ""), ("topik/topik.json", None), ("topik/topik.json", "[]")],
)
def test_a_list_that_is_missing_or_empty_on_our_branch_is_no_less_an_error_than_a_broken_one(
    first, site, tmp_path, name, text
):
    edit(site, tmp_path / "suntingan", {name: text})
    before = tip(site)

    reason = refused(first.deploy())

    assert reason.startswith(f"{name} ") and "PERTAMA=1" in reason
    assert tip(site) == before


def test_a_list_that_is_lost_for_good_is_begun_anew(first, site, tmp_path):
    edit(site, tmp_path / "suntingan", {"terbit.json": None, "topik/topik.json": None})

    assert "Terbitan pertama" in published(first.deploy(PERTAMA="1"))
    assert record_online(site)["entries"]


def test_the_branch_itself_remembers_whether_its_history_is_kept(first, site, tmp_path):
    edit(site, tmp_path / "domain", {"CNAME": "kabar.example"})
    published(first.deploy(RIWAYAT="1"))

    assert "Riwayat cabang itu disimpan; RIWAYAT=0 menghapusnya." in published(first.deploy())
    assert commits(site) == 4 and online(site)["CNAME"] == b"kabar.example"
    published(first.deploy(RIWAYAT="0"))
    assert commits(site) == 1
    assert "RIWAYAT 'ya' tidak dikenal; tulis RIWAYAT=1 atau RIWAYAT=0" in refused(first.deploy(RIWAYAT="ya"))


@pytest.mark.parametrize(
    ("messages", "is_kept"),
    [
        (["Terbitkan portal"], False),
        (["Terbitkan portal", "Terbitkan portal"], True),
        (["Terbitkan portal\n\nRiwayat: disimpan"], True),
        (["Terbitkan portal\n\nRiwayat: disimpan", "Terbitkan portal\n\nRiwayat: tidak disimpan"], False),
        (["Terbitkan portal\n\nRiwayat: tidak disimpan", "Create CNAME"], False),
        (["Terbitkan portal\n\nRiwayat: disimpan", "Create CNAME", "Delete CNAME"], True),
        (["Situs orang lain"], False),
        ([], False),
    ],
)
def test_history_is_kept_where_the_last_publication_says_so_or_there_is_some(empty, messages, is_kept):
    tree = git(empty.site, "mktree", "--missing")
    commit = ""
    for message in messages:
        commit = git(empty.site, "commit-tree", tree, *(("-p", commit) if commit else ()), "-m", message)
    if commit:
        git(empty.site, "update-ref", "refs/heads/gh-pages", commit)

    with reached(empty.folder, "origin", "gh-pages") as branch:
        assert (branch.tip, keeps_history(branch)) == (commit, is_kept)


@pytest.mark.parametrize(
    "damage",
    [lambda output: (output / ".nojekyll").unlink(), lambda output: (shutil.rmtree(output), output.write_text("x"))],
)
def test_a_last_build_that_is_damaged_is_made_anew(empty, damage):
    published(empty.deploy())
    damage(empty.folder / ".cache/terbit")

    published(empty.deploy())


def test_where_a_server_keeps_commits_the_message_says_what_to_do(first, site):
    git(site, "config", "receive.denyNonFastForwards", "true")

    assert refused(first.deploy()).endswith("jadi simpan riwayatnya: make deploy RIWAYAT=1\n")
    published(first.deploy(RIWAYAT="1"))


def test_of_two_that_publish_at_once_the_later_one_is_refused_and_may_try_again(first, second, site):
    second.put("berita/2019/b.md", news("kedua"))
    (first.folder / "wait").touch()
    slow = first.start("publish", HOME=str(first.folder), JOBS="1", BUILD_DATE=DAY)
    while not git(first.folder, "for-each-ref", "refs/kabar-ikm/"):
        assert slow.poll() is None, slow.communicate()
        time.sleep(0.02)

    published(second.deploy())
    won = tip(site)
    (first.folder / "wait").unlink()
    _, reason = slow.communicate(timeout=60)

    assert slow.returncode == 1
    assert reason.startswith("'origin' cabang 'gh-pages' berubah sejak dibaca: ada yang menerbitkan lebih dulu.")
    assert "make deploy sekali lagi" in reason
    assert tip(site) == won
    assert "berita/2019/b.md: sudah terbit" in refused(first.deploy())


def test_of_two_first_publications_at_once_one_wins(empty, tmp_path):
    edit(empty.site, tmp_path / "lain", {"index.html": "Lebih dulu"}, branch="dulu", orphan=True)
    hook = empty.folder / ".git/hooks/pre-push"
    hook.parent.mkdir()
    hook.write_text(f"#!/bin/sh\ngit --git-dir='{empty.site}' update-ref refs/heads/gh-pages refs/heads/dulu\n")
    hook.chmod(0o755)

    assert "berubah sejak dibaca" in refused(empty.deploy())
    assert online(empty.site) == {"index.html": b"Lebih dulu"}


SECRET = "s3cr3t-kata-sandi"
TOKEN = "ghp_" + "a1B2" * 9


@pytest.mark.parametrize(
    "remote",
    [
        f"https://redaksi:{SECRET}@127.0.0.1:1/situs.git",
        f"https://{TOKEN}@127.0.0.1:1/situs.git",
        f"https:/redaksi:{SECRET}@127.0.0.1:1/situs.git",
        f"redaksi:{SECRET}@127.0.0.1/situs.git",
        f"https://redaksi:12/{SECRET}@127.0.0.1:1/situs.git",
        f"https://127.0.0.1:1/situs.git?private_token={SECRET}",
        f"aneh://redaksi:{SECRET}@127.0.0.1:1/situs.git",
    ],
)
def test_no_secret_of_a_remote_is_in_what_fails(empty, remote, monkeypatch):
    git(empty.folder, "remote", "add", "rahasia", remote)
    tools = {"HOME": str(empty.folder), "GIT_SSH_COMMAND": "false", "GIT_TRACE": "1"}
    for name, value in tools.items():
        monkeypatch.setenv(name, value)

    result = empty.run("publish", "--debug", DEPLOY_REMOTE=remote, **tools)
    with pytest.raises(BuildFailed) as failure, reached(empty.folder, "rahasia", "gh-pages"):
        pass

    said = result.stdout + refused(result) + str(failure.value)
    assert said.count("tidak dapat dihubungi") == 2
    assert SECRET not in said and TOKEN not in said


def test_no_secret_of_a_remote_is_in_what_succeeds_or_is_kept(empty):
    first, site = empty, empty.site
    address = f"https://redaksi:{SECRET}@kabar.example/situs.git"
    git(first.folder, "config", f"url.{site}.insteadOf", address)

    said = published(first.deploy(DEPLOY_REMOTE=address))

    assert "terbit di 'https://kabar.example/situs.git' cabang 'gh-pages'" in said
    assert tip(site)
    assert not [
        path for path in (first.folder / ".cache").rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()
    ]
    first.write("plugin_rusak.py", f"raise ValueError('{address}')\n")
    first.write("publishconf.py", (first.folder / "publishconf.py").read_text() + "\nimport plugin_rusak\n")
    result = first.deploy(DEPLOY_REMOTE=address)
    kept = first.folder / ".cache/galat.txt"
    assert "ValueError" in refused(result) and SECRET not in result.stderr
    assert f"raise ValueError('{address}')" not in kept.read_text() and SECRET not in kept.read_text()


@pytest.mark.parametrize(
    "where", [f"https://redaksi:{SECRET}@127.0.0.1:1/terbit.json", f"http://127.0.0.1:1/terbit.json?token={SECRET}"]
)
def test_no_secret_of_a_record_that_was_given_is_in_a_message(empty, where):
    reason = refused(empty.deploy(TERBIT=where))

    assert "tidak terbaca" in reason and SECRET not in reason
