"""``make portal-baru NAMA="…" FOLDER=../…``: writes a new portal with a git repository of its own.

The folder gets the tracked files of this generator as they are, and ``starter/`` as its content. Missing values are
asked for in a terminal. Nothing is left behind when it fails.
"""

import os
import re
import shlex
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kabar.command import run
from kabar.console import ask, write_lines
from kabar.content.library import load_library
from kabar.content.parsing.fields import DEFAULT_ZONE
from kabar.content.parsing.moments import in_zone, read_build_date
from kabar.content.parsing.problems import BadValue, errors_in, incomplete_in
from kabar.content.parsing.yaml_structure import plain_or_quoted
from kabar.editing.files.file_changes import Refused
from kabar.git_command import output_of_git, reason_of, run_git
from kabar.starter.generator_source import AUTHOR, FILE, OWN_PATHS, GeneratorSource, read_generator_source
from kabar.text.folding import readable_slug, short_hash
from kabar.version import VERSION

STARTER = "starter"
YEAR_FOLDER = "tahun"  # below starter/content/: becomes the folder of the current year
_EXAMPLE = 'make portal-baru NAMA="Kabar Perajin Sleman" FOLDER=../kabar-sleman'
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>&#~|]")


def main(environ: Mapping[str, str], clock: datetime) -> int:
    """Write the portal that NAMA, FOLDER and BUILD_DATE of ``environ`` describe; the exit code."""

    def command() -> None:
        name = " ".join(_answer(environ, "NAMA", "Nama portal (misalnya Kabar Perajin Sleman):").split())
        text = _answer(environ, "FOLDER", "Folder baru (misalnya ../kabar-sleman):")
        root = Path.cwd().resolve()
        folder = _new_folder(text, root)
        try:
            now = in_zone(read_build_date(environ, clock), ZoneInfo(DEFAULT_ZONE))
        except BadValue as bad:
            raise Refused(str(bad)) from None
        source = _source_of(root)
        blanks = write_portal(root, folder, name, now, source)
        write_lines([
            f"{blanks} hal di content/ menunggu diisi; make check menyebut semuanya.",
            f"Selanjutnya: cd {shlex.quote(text)}, lalu make serve. Langkah-langkahnya ada di README.md di sana.",
            f"{text} siap: portal '{name}', generator {VERSION}.",
        ])  # fmt: skip

    return run(command)


def write_portal(root: Path, folder: Path, name: str, now: datetime, source: GeneratorSource) -> int:
    """Write the portal ``name`` with the generator at ``root`` to ``folder``; returns how many blanks it has.

    ``folder`` must not exist, or be empty. ``now`` dates the examples. Raises Refused and OSError; then ``folder`` is
    as it was.
    """
    # Beside it, so that the last step is one rename.
    stage = folder.parent / f".{folder.name[:100]}-{token_hex(4)}"
    try:
        try:
            stage.mkdir()
        except OSError as error:
            where = f"FOLDER: {folder.parent} tidak dapat ditulis"
            raise Refused(f"{where} ({error.strerror}); pilih tempat lain") from None
        _copy_generator(root, stage)
        write_starter(root / STARTER, stage, name, now)
        source.write(stage)
        loaded = load_library(stage / "content", now)
        if errors := errors_in(list(loaded.problems)):
            raise Refused("Portal tidak dibuat:", *(problem.as_line() for problem in errors))
        _commit(stage, name)
        stage.rename(folder)
        return len(incomplete_in(list(loaded.problems)))
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _answer(environ: Mapping[str, str], variable: str, question: str) -> str:
    answer = environ.get(variable, "").strip()
    if not answer and sys.stdin.isatty():
        with suppress(EOFError):
            answer = ask(question).strip()
    if not answer:
        raise Refused(f"{variable} kosong; tulis seperti: {_EXAMPLE}")
    return answer


def _new_folder(text: str, root: Path) -> Path:
    """Return the folder that FOLDER names. Raises Refused for one that cannot become a portal."""
    try:
        folder = Path(text).expanduser().resolve()
        if folder.is_relative_to(root):
            raise Refused(f"FOLDER: '{text}' ada di dalam folder proyek ini; tulis seperti: FOLDER=../kabar-sleman")
        if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
            raise Refused(f"FOLDER: '{text}' sudah ada dan tidak kosong; pilih nama lain, atau kosongkan dulu")
        if not folder.parent.is_dir():
            raise Refused(f"FOLDER: folder induk '{folder.parent}' tidak ada; buat dulu dengan: mkdir -p")
    except (OSError, RuntimeError, ValueError):  # too long, unreadable, the home of an unknown user, a NUL
        raise Refused(f"FOLDER: '{text}' bukan nama folder yang dapat dipakai; pilih nama lain") from None
    return folder


def _source_of(root: Path) -> GeneratorSource:
    """Return where the generator at ``root`` comes from: what a portal names itself, else this repository."""
    top = output_of_git(root, "rev-parse", "--show-toplevel")
    commit = output_of_git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    if not commit or Path(top).resolve() != root:
        raise Refused(
            "folder ini bukan repositori git, jadi berkasnya tidak diketahui; ambil generatornya dengan git clone"
        )
    if (root / FILE).exists():
        return read_generator_source(root)
    origin = output_of_git(root, "ls-remote", "--get-url", "origin")
    return GeneratorSource(origin if origin not in ("", "origin") else str(root), commit)


def _copy_generator(root: Path, stage: Path) -> None:
    listed = run_git(root, "ls-files", "-z")
    if listed.returncode:
        raise Refused(f"berkas generator tidak dapat didaftar: {reason_of(listed)}")
    for name in filter(None, listed.stdout.split("\0")):
        if name.split("/")[0] not in OWN_PATHS and (root / name).is_file():
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, stage / name, follow_symlinks=False)


def write_starter(starter: Path, folder: Path, name: str, now: datetime) -> None:
    """Fill in the templates below ``starter`` and write them below ``folder``."""
    environment = Environment(
        loader=FileSystemLoader(starter), undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False
    )
    environment.filters |= {"yaml": plain_or_quoted, "markdown": lambda text: _MARKDOWN.sub(r"\\\g<0>", text)}
    today = now.date()
    values = {
        "name": name,
        "version": VERSION,
        "siteurl": f"https://{readable_slug(name) or f'portal-{short_hash(name)}'}.example",
        "today": today,
        "closes": today + timedelta(days=14),
        "start": today + timedelta(days=28),
        "end": today + timedelta(days=29),
    }
    for path in environment.list_templates():
        target = folder / path.replace(f"/{YEAR_FOLDER}/", f"/{today.year}/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(environment.get_template(path).render(values), "utf-8")


def _commit(stage: Path, name: str) -> None:
    """Make ``stage`` a git repository with one commit on the branch main, without hooks of this user."""

    def git(*arguments: str) -> str:
        done = run_git(stage, "-c", "core.autocrlf=false", *arguments, is_other=True, variables=AUTHOR)
        if done.returncode:
            raise Refused(f"git {arguments[0]} gagal: {reason_of(done)}")
        return done.stdout.strip()

    git("init", "--quiet", "--template=", "--initial-branch=main")
    git("add", "--all", "--force")
    commit = git("commit-tree", git("write-tree"), "-m", f"Portal baru: {name}")
    git("update-ref", "refs/heads/main", commit)


if __name__ == "__main__":
    sys.exit(main(os.environ, datetime.now(UTC)))
