"""Two checkouts publish, withdraw, restore, embargo and lose things by chance; what is online stays right.

No withheld word is online, no address is lost in silence, nothing is undone by a checkout that is behind, and whatever
is refused can be published by what its message says.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from tests.kabar.build.publishers import Publisher, commits, correction, git, news, online, start, tip
from tests.portals import MINIMAL

pytestmark = pytest.mark.build

BEGIN = datetime(2019, 6, 1, 8)
HOUR = timedelta(hours=1)
DRAFT, SHOWN, WITHDRAWN, DELETED, GONE = "draft", "published", "withdrawn", "deleted", "gone"
LOST = re.compile(r"^(\S+\.md): sudah terbit di (\S+), sekarang hilang tanpa keterangan", re.M)
FEWER = re.compile(r"^(\S+\.md): terbit terakhir dengan \d+ koreksi", re.M)


@dataclass(frozen=True)
class Story:
    """An article as the editors have it. ``word`` stands in all of its text and nowhere else."""

    word: str
    date: datetime
    status: str = SHOWN
    corrections: tuple[tuple[str, datetime], ...] = ()

    @property
    def path(self) -> str:
        return f"berita/2019/{self.word}.md"

    @property
    def address(self) -> str:
        return f"/berita/2019/{self.word}/"

    @property
    def text(self) -> str:
        items = ", ".join(correction(kind, f"{moment:%Y-%m-%d %H:%M}") for kind, moment in self.corrections)
        lines = (f"status: {self.status}", *([f"corrections: [{items}]"] if items else []))
        return news(self.word, *lines, date=f"{self.date:%Y-%m-%d %H:%M}")

    def corrected(self, kind: str, now: datetime, status: str = SHOWN) -> "Story":
        return replace(self, status=status, corrections=(*self.corrections, (kind, now)))

    def last(self, kind: str) -> datetime:
        return max((moment for one, moment in self.corrections if one == kind), default=datetime.min)

    def has_page(self, now: datetime) -> bool:
        return self.status in (SHOWN, WITHDRAWN) and self.date <= now


Stories = dict[str, Story]


def content_of(stories: Stories) -> dict[str, str]:
    files = {one.path: one.text for one in stories.values() if one.status not in (DELETED, GONE)}
    gone = [
        f"- {{address: {one.address}, date: 2019-06-01, reason: Terbit dua kali.}}\n"
        for one in stories.values()
        if one.status == GONE
    ]
    return MINIMAL | files | ({"alamat.yaml": "".join(gone)} if gone else {})


def story(word: str, status: str = SHOWN, hours: int = -48, **corrections: int) -> Story:
    items = tuple((kind, BEGIN + hours * HOUR) for kind, hours in corrections.items())
    return Story(word, BEGIN + hours * HOUR, status, items)


def by_word(*stories: Story) -> Stories:
    return {one.word: one for one in stories}


# What was published first, which one checkout still has; and what was published after it.
OLD = by_word(
    story("anyam"), story("bambu"), story("cetak", WITHDRAWN, pencabutan=-40), story("damar"),
    story("ebony", koreksi=-40),
    story("folio", DRAFT), story("gerabah", hours=20),
)  # fmt: skip
NEW = OLD | by_word(
    story("bambu", WITHDRAWN, pencabutan=-20), story("cetak", pencabutan=-40, pemulihan=-20),
    story("damar", koreksi=-20),
    story("hulu"),
)  # fmt: skip


@dataclass
class Newsroom:
    """``stories`` as all editors know them; ``known`` as each checkout has them, ``online`` as they stand published.

    ``words`` are all that ever stood in a story.
    """

    chance: Random
    checkouts: tuple[Publisher, Publisher]
    site: Path
    keeps: bool = False
    now: datetime = BEGIN
    stories: Stories = field(default_factory=lambda: dict(NEW))
    known: dict[Publisher, Stories] = field(default_factory=dict)
    online: Stories = field(default_factory=dict)
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.known = dict(zip(self.checkouts, (dict(NEW), dict(OLD)), strict=True))
        self.online = {word: one for word, one in NEW.items() if one.has_page(BEGIN)}

    def play(self, deploys: int) -> None:
        steps = (
            [self.edit] * self.chance.randint(2, 3 * deploys + 2)
            + [self.damage] * deploys
            + [self.publish] * (deploys - 1)
        )
        self.chance.shuffle(steps)
        for step in (*steps, self.publish):
            self.now += HOUR
            step()

    def edit(self) -> None:
        """One editor changes one story, or writes a new one, and all others can pull it."""
        word = self.chance.choice([*self.stories, f"baru{len(self.stories):03}"])
        one = self.stories.get(word) or Story(word, self.now, DRAFT)
        later = self.now + self.chance.randint(1, 9) * HOUR
        is_shown = one.status == SHOWN and one.date <= self.now
        choices = {
            "publish": (
                replace(one, status=SHOWN, date=min(one.date, self.now)) if one.status in (DRAFT, SHOWN) else one
            ),
            "embargo": replace(one, status=SHOWN, date=later, corrections=()) if one.status in (DRAFT, SHOWN) else one,
            "draft": replace(one, status=DRAFT) if is_shown else one,
            "withdraw": one.corrected("pencabutan", self.now, WITHDRAWN) if is_shown else one,
            "restore": one.corrected("pemulihan", self.now) if one.status == WITHDRAWN else one,
            "correct": one.corrected("koreksi", self.now) if is_shown else one,
            "delete": replace(one, status=DELETED) if one.status != GONE else one,
            "move away": (
                replace(one, status=GONE) if one.status in (SHOWN, WITHDRAWN) and one.date <= self.now else one
            ),
        }
        what = self.chance.choice(sorted(choices))
        self.stories[word] = choices[what]
        self.log.append(f"{self.now:%d %H}: {what} {word}: {one.status} to {self.stories[word].status}")
        if self.chance.random() < 0.7:
            self.pull(self.chance.choice(self.checkouts))

    def pull(self, checkout: Publisher) -> None:
        self.known[checkout] = dict(self.stories)
        self.log.append(f"{self.now:%d %H}: {checkout.folder.name} pulls")

    def damage(self) -> None:
        """One file that a checkout keeps is lost or spoilt."""
        files = [path for one in self.checkouts for path in sorted(one.folder.glob(".cache/**/*")) if path.is_file()]
        if not files:
            return
        file = self.chance.choice(files)
        self.log.append(f"{self.now:%d %H}: {file} is damaged")
        data = file.read_bytes()
        file.unlink()
        if self.chance.random() < 0.7:
            at = self.chance.randrange(len(data) + 1)
            file.write_bytes(data[:at] + self.chance.choice([b"", b"?", data[at + 1 :]]))

    def publish(self) -> None:
        """One of both publishes; where that is refused, it does what it is told to do until it is not."""
        checkout = self.chance.choice(self.checkouts)
        words: dict[str, str] = {}
        if self.chance.random() < 0.2:
            words["RIWAYAT"] = self.chance.choice("01")
        is_raced = self.chance.random() < 0.15
        for _ in range(4):
            if self.deploy(checkout, words, is_raced):
                return
            reasons, is_raced = self.log[-1], False
            if "berubah sejak dibaca" in reasons:
                continue
            if self.known[checkout] != self.stories:
                assert "git pull" in reasons, self.log
                self.pull(checkout)
                continue
            for path in FEWER.findall(reasons):
                assert "kembalikan butir itu" in reasons
                old = self.online[Path(path).stem]
                one = self.stories[old.word]
                self.stories[old.word] = replace(one, date=old.date, corrections=old.corrections + one.corrections)
            taken = []
            for path, address in LOST.findall(reasons):
                lost = self.stories[Path(path).stem]
                assert f"make deploy TARIK={address}" in reasons
                if lost.status == DELETED and self.chance.random() < 0.5:
                    self.stories[lost.word] = replace(lost, status=GONE)
                else:
                    taken.append(address)
            assert taken or self.known[checkout] != self.stories, self.log
            self.pull(checkout)
            words["TARIK"] = " ".join(taken)
        raise AssertionError(f"refused again and again: {self.log}")

    def deploy(self, checkout: Publisher, words: dict[str, str], is_raced: bool) -> bool:
        """Whether it was published; what is online then must be right, and else what it was."""
        checkout.become(content_of(self.known[checkout]))
        hook = checkout.folder / ".git/hooks/pre-push"
        hook.parent.mkdir(exist_ok=True)
        if is_raced:
            # Another machine publishes the same once more, just before.
            again = (
                f'git --git-dir="{self.site}" -c user.name=B -c user.email=b@b.example commit-tree gh-pages^{{tree}} -m'
                ' "Riwayat: tidak disimpan"'
            )
            hook.write_text(f'#!/bin/sh\nexec git --git-dir="{self.site}" update-ref refs/heads/gh-pages $({again})\n')
            hook.chmod(0o755)
        before = tip(self.site)
        done = checkout.deploy(BUILD_DATE=f"{self.now:%Y-%m-%d %H:%M}", **words)
        self.log.append(
            f"{self.now:%d %H}: {checkout.folder.name} deploys {words}: {done.returncode}\n{done.stdout}{done.stderr}"
        )
        hook.unlink(missing_ok=True)
        assert "Traceback" not in done.stderr, self.log
        if done.returncode:
            assert done.stderr.strip(), self.log
            lost_race = "berubah sejak dibaca" in done.stderr
            assert lost_race == (tip(self.site) != before), self.log
            self.keeps = self.keeps and not lost_race
            return False
        self.check(self.known[checkout], words)
        return True

    def check(self, stories: Stories, words: dict[str, str]) -> None:
        files = online(self.site)
        all_bytes = b"\n".join([*files.values(), *(name.encode() for name in files)])
        taken = words.get("TARIK", "").split()
        with_page = {word: one for word, one in stories.items() if one.has_page(self.now)}
        for word, one in with_page.items():
            page = files[f"{one.address.strip('/')}/index.html"]
            assert (f"Isi {word}".encode() in page) == (one.status == SHOWN), self.log
        for word in self.stories.keys() - {
            word for word, one in stories.items() if one.has_page(self.now) or one.status == GONE
        }:
            assert word.encode() not in all_bytes, (word, self.log)
        for word, old in self.online.items():
            name = f"{old.address.strip('/')}/index.html"
            assert (name in files) != (old.address in taken), (word, self.log)
            new = with_page.get(word)
            if new and old.status == SHOWN == new.status:
                assert len(new.corrections) >= len(old.corrections), self.log
            if new and old.status == WITHDRAWN and new.status == SHOWN:
                assert new.last("pemulihan") > old.last("pencabutan"), self.log
            if new and old.status == SHOWN and new.status == WITHDRAWN:
                assert new.last("pencabutan") > old.last("pemulihan"), self.log
        keeps = {"1": True, "0": False}.get(words.get("RIWAYAT", ""), self.keeps)
        assert (commits(self.site) > 1) <= (keeps and not taken), self.log
        assert "disimpan" in git(self.site, "log", "-1", "--format=%B", "gh-pages"), self.log
        self.keeps, self.online = keeps, with_page


def play(seed: int, deploys: int, factory, folder: Path) -> None:
    first, second, site = start(factory, folder, content_of(OLD), content_of(NEW))
    try:
        Newsroom(Random(seed), (first, second), site).play(deploys)
    except BaseException:
        print(f"seed {seed}, {deploys} deploys, in {folder}")
        raise


@pytest.mark.parametrize("seed", range(6))
def test_whatever_two_checkouts_publish_what_is_online_stays_right(tmp_path, tmp_path_factory, seed):
    play(seed, 1, tmp_path_factory, tmp_path / "penerbit")


@pytest.mark.long
@pytest.mark.parametrize("block", range(40))
def test_the_same_in_a_thousand_longer_sequences(tmp_path, tmp_path_factory, block):
    for seed in range(1000 + 25 * block, 1025 + 25 * block):
        play(seed, 3, tmp_path_factory, tmp_path / f"{seed}")
