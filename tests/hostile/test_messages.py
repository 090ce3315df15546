"""What content, names and variables hold never acts through a message: in no terminal, in no log of a forge."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import unicodedata
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.forking import run_forked
from tests.kabar.build.project import Project
from tests.pelican_command import ROOT, pelican
from tests.portals import BIMTEK, MINIMAL, NEWS, TOPIC_IKM, write_content

pytestmark = pytest.mark.build

# Each begins a line, hides one, turns one around, colours a terminal, or is a command where GitHub Actions reads it.
EVIL = (
    "x\n::error::palsu\r::debug::palsu\x1b[31m\x1b]0;judul\x07\x9b31m\x85\x0b\x0c\x7f\u2028::error::palsu\u2029\u202e\u2066\u200f\ufeff"
    " ##[error]palsu"
)
E = json.dumps(EVIL)  # as YAML in double quotes
COMMAND = "::error::palsu ##[error]palsu"  # text that every value may hold
C = json.dumps(COMMAND)
OCTETS = "judul \udcff\udc9b31m"  # as Python has octets of a name or a variable that are no UTF-8
TITLE = "title: Berita karangan"

REFUSED = MINIMAL | {
    "portal.yaml": "".join(f"{key}: {E}\n" for key in ("name", "tagline", "description", "SITEURL",
        EVIL[:1])) + f"{E}: {E}\n",
    "topik/satu.md": f"---\nlabel: {E}\nsynonyms: [{E}]\nbroader: {E}\ndefinition: {E}\n---\n{EVIL}",
    "lembaga/satu.md": f"---\nname: {E}\nparent: {E}\nkind: {E}\nurl: {E}\ncontact: {E}\n---\n{EVIL}",
    "orang/satu.md": f"---\nname: {E}\nroles: [{{title: {E}, organisation: {E}}}]\n---\n[a]({{filename}}/{E})\n",
    "halaman/satu.md": f"---\ntitle: {E}\nsummary: {E}\n{EVIL}\n---\n",
    "angka/satu.yaml": f"title: {E}\nunit: {E}\ntags: [{E}]\nobservations: [{{period: {E}, value: {E}, source: "
    f"{E}}}]\n",
    "alamat.yaml": f"- {{address: {E}, date: {E}, moved_to: {E}}}\n",
    "berita/2019/karangan.md": NEWS.replace("date: ", f"date: {E} #"),
    "berita/2019/dua.md": NEWS.replace("[ikm]", f"[ikm, {E}]").replace(TITLE,
        f"title: {E}\n{E}: 1\nphoto: {{file: {E}, alt: {E}}}"),
    "berita/2019/tiga.md": NEWS.replace("Isi", EVIL).replace("title", "title\x1b[31m"),
    "berita/2019/empat.md": NEWS.replace("Isi berita", f"[a](/tidak/{COMMAND}/) {{{{angka:{COMMAND}}}}} "
        f"![]({COMMAND})\n\n{COMMAND}\n\n[b]: {EVIL}\n"),
    "bimtek/2019/satu.md": BIMTEK.replace("organisers: [redaksi]",
        f"organisers: [{E}]\nmode: {E}\nregistration: {{url: {E}}}"),
    f"berita/2019/{EVIL.replace(chr(10), '')[:90]}.md": NEWS,
    f"berita/2019/{EVIL[:60]}.md": NEWS,
    f"gambar/{EVIL[:60]}/a.png": b"x",
    f"{EVIL[:60]}/a.md": NEWS,
}  # fmt: skip

ACCEPTED = MINIMAL | {
    "topik/satu.md": f"---\nlabel: {json.dumps(COMMAND[:58])}\nsynonyms: [{json.dumps('::warning::palsu')}]\n"
    f"definition: {C}\n---\n",
    "lembaga/satu.md": f"---\nname: {C}\nkind: asosiasi\n---\n",
    "berita/2019/karangan.md": NEWS.replace(TITLE, f"title: {C}").replace("summary: Teras",
        f"summary: '{COMMAND} teras").replace(
        "pengujian.", "pengujian.'").replace("Isi berita", f"{COMMAND} ::error::palsu"),
    "berita/2019/draf.md": NEWS.replace(TITLE, f"title: {C}\nstatus: draft"),
    "berita/2019/nanti.md": NEWS.replace(TITLE, f"title: {C}").replace("2019-05-26", "2019-12-26"),
    "berita/2019/peringatan.md": NEWS.replace("Isi berita",
        f"::error::palsu {COMMAND} <a href='http://lain.example/'>kemarin</a>"),
    "bimtek/2019/satu.md": BIMTEK.replace("title: Bimtek", "title: '::error::palsu bimtek").replace("karangan\n",
        "karangan'\n", 1)
    .replace("[redaksi]", "[satu]").replace("name: Balai Uji", f"name: {C}"),
    "topik/dua.md": TOPIC_IKM.replace("label: IKM", "label: '::notice::dua'").replace("synonyms: [Industri kecil dan "
        "menengah]", "synonyms: []")
    .replace("misspellings: [ikmm]\n", ""),
}  # fmt: skip

# Module, arguments, variables; FORMAT=github is apart.
COMMANDS: list[tuple[str, list[str], dict[str, str]]] = [
    ("editing.check", ["content"], {}),
    ("editing.check", ["content"], {"FORMAT": "json"}),
    ("editing.check", ["content"], {"FORMAT": EVIL}),
    ("editing.check", ["content"], {"BUILD_DATE": EVIL}),
    ("editing.check", ["content"], {"BUILD_DATE": "2019-06-01T00:00Z"}),
    ("editing.check", [EVIL], {}),
    ("editing.check", [OCTETS], {"BUILD_DATE": "2019-06-01T00:00Z"}),
    ("editing.queue", [], {}),
    ("editing.queue", [], {"FORMAT": "json", "RINCI": "1"}),
    ("editing.queue", [], {"FORMAT": EVIL}),
    ("editing.new_entry", ["berita"], {"JUDUL": EVIL, "TERAS": EVIL, "TOPIK": EVIL}),
    ("editing.new_entry", ["bimtek"], {"JUDUL": COMMAND, "MULAI": EVIL, "PENYELENGGARA": EVIL, "TEMPAT": EVIL}),
    ("editing.new_entry", ["berita"], {"JUDUL": OCTETS}),
    ("editing.topics.topic_list", [], {}),
    ("editing.topics.topic_new", [], {"NAMA": EVIL, "DEFINISI": EVIL}),
    ("editing.topics.topic_new", [], {"NAMA": COMMAND}),
    ("editing.topics.topic_new", [], {"NAMA": OCTETS}),
    ("editing.topics.topic_rename", [], {"LAMA": "satu", "BARU": EVIL}),
    ("editing.topics.topic_rename", [], {"LAMA": "satu", "BARU": "tiga"}),
    ("editing.topics.topic_merge", [], {"DARI": EVIL, "KE": EVIL}),
    ("editing.topics.topic_merge", [], {"DARI": "satu", "KE": "ikm", "TERAPKAN": EVIL}),
    ("editing.topics.topic_suggest", [], {"BERKAS": "berita/2019/karangan.md"}),
    ("editing.topics.topic_suggest", [], {"BERKAS": EVIL}),
    ("editing.announce", [], {"BERKAS": "bimtek/2019/satu.md"}),
    ("editing.announce", [], {"BERKAS": EVIL}),
    ("build", [], {}),
    ("build", ["--preview"], {"OUTPUT": "pratinjau"}),
    ("build", ["--publish"], {"SITEURL": "https://uji.example/" + EVIL}),
    ("build", [], {"CONTENT": EVIL}),
    ("build", [], {"OUTPUT": f"content/{EVIL[:60]}"}),
    ("build", [], {"JOBS": EVIL, "ALASAN": EVIL}),
    ("publish", [], {"DEPLOY_REMOTE": EVIL[:60]}),
    ("publish", [], {"DEPLOY_BRANCH": EVIL}),
    ("publish", [], {"TERBIT": EVIL}),
    ("preview", [], {"PORT": EVIL}),
]


# What is carried out: of content that is refused, only what helps to mend it.
DONE = {
    "refused": ["editing.topics.topic_new", "editing.topics.topic_suggest"],
    "accepted": [
        *["editing.check"] * 3, *["editing.queue"] * 2, "editing.topics.topic_list", "editing.topics.topic_rename",
        "editing.topics.topic_suggest", "editing.announce", *["build"] * 2,
    ],
}  # fmt: skip


@pytest.fixture(scope="module", params=["refused", "accepted"])
def portal(request, tmp_path_factory):
    """A project whose content holds a command, or worse, in every text."""
    project = Project(tmp_path_factory.mktemp(request.param) / "proyek")
    write_content(project.content, REFUSED if request.param == "refused" else ACCEPTED)
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], cwd=project.folder, check=True)
    subprocess.run(["git", "init", "--quiet", "--bare", "situs.git"], cwd=project.folder, check=True)
    subprocess.run(["git", "remote", "add", "origin", "situs.git"], cwd=project.folder, check=True)
    if request.param == "refused" and sys.platform == "linux":
        # A file name of octets that are no text.
        Path(os.fsdecode(os.fsencode(project.content / "berita/2019/") + b"/\x9b31m\xff.md")).write_bytes(b"x")
    project.draw(
        {"index.html": f"<a href='/{COMMAND}'>x</a>" if request.param == "refused" else COMMAND, "404.html": ""}
    )
    return project, request.param


def lines_of(output: str) -> list[str]:
    """The lines of ``output`` as a log has them, of which none may hold what a terminal obeys or shows as another."""
    lines = output.split("\n")
    for line in lines:
        acting = [c for c in line if c != "\t" and unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs")]
        turning = re.findall("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", line)
        assert not acting and not turning, ascii(line)
    return lines


def is_no_command(line: str) -> bool:
    """Whether the runner of GitHub Actions takes ``line`` for a text."""
    return not line.lstrip().startswith("::") and "##[" not in line


def run_command(project: Project, module: str, arguments: list[str], variables: dict[str, str]) -> tuple[int, str, str]:
    environ = project.environment(BUILD_DATE="2019-06-01", HOME=str(project.folder)) | variables
    result = run_forked(f"kabar.{module}", arguments, project.folder, environ)
    # Nothing is unforeseen.
    assert "Traceback" not in result.stderr and "galat.txt" not in result.stderr
    return result.returncode, result.stdout, result.stderr


def test_no_command_lets_out_what_acts(portal):
    project, kind = portal
    codes = []

    for module, arguments, variables in COMMANDS:
        code, out, err = run_command(project, module, arguments, variables)
        codes.append(code)
        assert out or err, (module, variables)
        for line in lines_of(out) + lines_of(err):
            assert is_no_command(line), (module, line)

    done = [module for code, (module, *_) in zip(codes, COMMANDS, strict=True) if code == 0]
    assert done == DONE[kind]


def test_annotations_are_our_own_and_nothing_else(portal):
    project, _ = portal

    _, out, _ = run_command(project, "editing.check", ["content"], {"FORMAT": "github"})

    lines = lines_of(out)[:-1]
    assert len(lines) > 1
    assert [
        line for line in lines if not re.match(r"::(error|warning) file=[^:]+,line=\d+,col=\d+[^:]*::(?!:)", line)
    ] == []


def test_json_tells_the_text_itself(portal):
    project, kind = portal

    _, out, _ = run_command(project, "editing.check", ["content"], {"FORMAT": "json"})

    found = json.loads(out)
    assert len(found["problems"]) == found["errors"] + found["warnings"] > 1
    # A message is one line, whatever it quotes.
    text = " ".join(EVIL[:12].split()) if kind == "refused" else COMMAND
    assert any(text in problem["source"] + problem["message"] for problem in found["problems"])
    assert not any("\n" in problem["message"] for problem in found["problems"])


@pytest.mark.parametrize("portal", ["refused"], indirect=True)
def test_pelicans_own_command_lets_out_nothing_either(portal):
    project, _ = portal

    result = pelican(ROOT, project.content, "-s", "pelicanconf.py", "-o", project.folder / "pelican")

    assert result.returncode == 1 and "::error::palsu" in result.stderr and "Traceback" not in result.stderr
    for line in lines_of(result.stdout) + lines_of(result.stderr):
        assert is_no_command(line)


@pytest.mark.parametrize("portal", ["refused"], indirect=True)
def test_a_preview_lets_out_nothing_either(portal):
    project, _ = portal
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = project.start("preview", PORT=str(port), BUILD_DATE="2019-06-01")

    said = []
    while not said or not re.match(r"\d\d\.\d\d\.\d\d ", said[-1]):
        said.append(server.stdout.readline())
        assert said[-1], server.stderr.read()
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5)
    shown = answer.value.read().decode()
    os.killpg(server.pid, signal.SIGINT)
    out, err = server.communicate(timeout=20)

    assert "::error::palsu" in err and "::error::palsu" in shown
    for line in lines_of("".join(said) + out) + lines_of(err):
        assert is_no_command(line)
    assert lines_of(shown)
