"""Made-up portals in which documents of every kind are withheld by chance, with what is left when all of that is gone.

What is withheld by implication is found here by walking all references one by one, apart from the code that is tested.
"""

import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pypdf import PdfWriter

from tests.pictures import png

NOW = "2019-06-01 09:00"
LATER, EARLIER = ("2019-06-01 09:01", "2019-06-02", "2019-07-04 10:30"), ("2019-06-01 09:00", "2019-05-30")
KINDS = ("orang", "lembaga", "topik", "angka")  # what can be withheld by implication
REDAKSI = "lembaga/redaksi.md"
_SELDOM = (True, *([False] * 19))
_SYLLABLES = ["ba", "ci", "du", "fe", "go", "hu", "ka", "lo", "mi", "nu"]

Files = dict[str, str | bytes]


class WithheldPortal:
    """A portal; ``choose`` gives one of what it is asked to choose from."""

    def __init__(self, choose: Callable[[Sequence], Any]):
        self.choose = choose
        self.number = 0
        self.values: dict[str, dict] = {}
        self.bodies: dict[str, list[str]] = defaultdict(list)
        self.observations: dict[str, list[dict]] = {}
        self.uses: dict[str, set[str]] = defaultdict(set)
        self.users: dict[str, set[str]] = defaultdict(set)  # of files
        self.own: set[str] = set()
        self.reserved: set[str] = set()  # what is shown seldom uses these
        self.names: dict[str, list[str]] = {}  # other addresses of a document, and names of a topic
        self.menu: list[str] = []
        self.moved: list[str] = []
        self._make()
        for path in list(self.values):
            self._refer(path)
        self._refer_around()

    # What there is, and what of it is withheld.

    def _make(self) -> None:
        self.values[REDAKSI] = {"name": "Redaksi"}
        for folder, count in (("orang", 4), ("lembaga", 4), ("topik", 5), ("angka", 3), ("halaman", 2)):
            for number in range(count):
                self._make_lasting(f"{folder}/{folder}-{number}.{'yaml' if folder == 'angka' else 'md'}")
        for number in range(9):
            self._make_article(f"{self.choose(('berita', 'bimtek', 'ekspor'))}/2019/tulisan-{number}.md")

    def _make_lasting(self, path: str) -> None:
        folder = path.partition("/")[0]
        values: dict[str, Any] = {}
        if folder in ("orang", "lembaga"):
            values["name"] = f"{self.word()} {self.word()}"
        elif folder == "topik":
            synonym = f"{self.word()} {self.word()}"
            values |= {"label": self.word(), "synonyms": [synonym], "definition": self.sentence()}
            self.names[path] = [f"topik/{synonym.lower().replace(' ', '-')}"]
        else:
            values |= {"title": f"{self.word()} {self.word()}", "summary": self.sentence()}
        if folder in ("topik", "halaman") and self.choose((True, False)):
            values["aliases"] = [f"/lama-{self.word().lower()}/"]
            self.names.setdefault(path, []).append(values["aliases"][0].strip("/"))
        if folder == "angka":
            values |= {"measure": f"nilai {self.word()}", "unit": "USD"}
            self.observations[path] = self._make_observations()
        else:
            self.bodies[path].append(self.sentence())
        state = self.choose(("", "", "", "", "draft", "draft", "later", "earlier", "published"))
        if state in ("draft", "published"):
            values["status"] = state
        elif state:
            values["embargo"] = self.choose(LATER if state == "later" else EARLIER)
        seen = self.observations.get(path)
        if state in ("draft", "later") or (seen and all(map(is_withheld, seen))):
            self.own.add(path)
        if int(id_of(path)[-1]) > 1:
            self.reserved.add(path)
        self.values[path] = values

    def _make_observations(self) -> list[dict]:
        found = []
        for year in range(2014, 2014 + self.choose((1, 3))):
            source = {"publisher": f"{self.word()} {self.word()}", "date": f"{year + 1}-01-15"}
            one = {"period": year, "value": self.fresh() * 1000, "source": source, "note": self.sentence()}
            one |= self.choose(({}, {}, {"status": "draft"}, {"embargo": LATER[0]}, {"embargo": EARLIER[1]}))
            one |= self.choose(({}, {}, {"partner": "JP"}))
            found.append(one)
            if self.choose((True, False, False)):
                source = source | {"date": f"{year + 1}-06-15"}
                later = one | {"value": self.fresh() * 1000, "source": source, "note": self.sentence()}
                one["superseded_by"] = source["date"]
                found.append(
                    without(later, "status", "embargo") | self.choose(({}, {"status": "draft"}, {"embargo": LATER[1]}))
                )
        return found

    def _make_article(self, path: str) -> None:
        values = {
            "title": f"{self.word()} {self.word()} {self.word()} {self.word()}",
            "date": f"2019-0{self.choose((3, 4, 5))}-1{self.fresh() % 10} 08:00",
            "summary": self.sentence(),
        }
        state = self.choose(("", "", "", "draft", "draft", "later", "withdrawn"))
        if state in ("draft", "withdrawn"):
            values["status"] = state
        if state == "later":
            values["date"] = self.choose(LATER)
        if state == "withdrawn" or self.choose((True, False, False)):
            kind = "pencabutan" if state == "withdrawn" else "ralat"
            date = "2019-05-31" if state != "later" else "2019-07-05"
            values["corrections"] = [{"date": date, "kind": kind, "text": self.sentence()}]
        if state in ("draft", "later"):
            self.own.add(path)
        self.bodies[path].append(self.sentence())
        self.values[path] = values

    # What they use.

    def _refer(self, path: str) -> None:
        folder, values = path.partition("/")[0], self.values[path]
        if folder == "orang" and self.maybe():
            office = self.one_of(path, "lembaga")
            values["roles"] = [{"title": f"kepala {self.word()}", **({"organisation": office} if office else {})}]
        if folder == "lembaga" and path != REDAKSI and self.maybe():
            self.put(values, "parent", self.one_of(path, "lembaga", but=[path]))
        if folder == "topik":
            self._refer_topic(path)
        if folder == "angka":
            values["tags"] = self.tags(path)
        if folder in ("berita", "bimtek", "ekspor"):
            self._refer_article(path)
        if folder != "angka":
            for _ in range(self.choose((0, 1, 2))):
                self.bodies[path].append(f"Lihat [itu]({self.link(path)}).")
            if self.maybe() and (told := self.directive(path)):
                self.bodies[path].append(told)
            if self.maybe():
                self.bodies[path].append(f"![Gambar]({{static}}/{self.picture(path)})")

    def _refer_topic(self, path: str) -> None:
        values, number = self.values[path], int(path[-4])
        lower = [f"topik/topik-{n}.md" for n in range(number)]
        alive = [
            one for one in lower if "merged_into" not in self.values[one] and (path in self.own or one not in self.own)
        ]
        if number > 2 and alive and self.choose((True, False, False)):
            into = self.choose(alive)
            values["merged_into"] = self.used(path, into)
        elif alive and self.maybe():
            values["broader"] = self.used(path, self.choose(alive))
        if self.maybe():
            self.put(values, "related", [self.one_of(path, "topik", but=[path])])

    def _refer_article(self, path: str) -> None:
        values = self.values[path]
        values["tags"] = self.tags(path)
        authors = {self.one_of(path, "orang", "lembaga") for _ in range(self.choose((0, 1, 2)))} - {""}
        self.put(values, "authors", sorted(authors))
        if self.maybe():
            self.put(
                values,
                "editor",
                self.one_of(path, "orang", "lembaga", but=[f"{f}/{id}.md" for id in authors for f in KINDS]),
            )
        if self.maybe():
            values["photo"] = {"file": self.picture(path), "alt": self.sentence(), "credit": self.word()}
        if self.maybe() and "corrections" in values:
            values["corrections"][0]["link"] = self.link(path)
        if self.choose((True, False, False)):
            file = f"lampiran/berkas-{self.choose(range(4))}.pdf"
            values["attachments"] = [{"file": file, "title": self.sentence()}]
            self.users[file].add(path)
        if path.startswith("bimtek/"):
            office = self.one_of(path, "lembaga")
            values |= {
                "start": f"2019-0{self.choose((5, 6, 7))}-13", "end": "2019-07-18", "mode": "daring",
                "organisers": [office] if office else [{"name": self.word()}], "quota": 30,
            }  # fmt: skip
            if self.maybe() and (teacher := self.one_of(path, "orang")):
                values["instructors"] = [teacher]
            if self.maybe() and (office := self.one_of(path, "lembaga")):
                values["registration"] = {"closes": "2019-05-09", "through": [office]}
            if self.maybe() and (office := self.one_of(path, "lembaga")):
                values["certificate"] = {"name": self.word(), "issuer": office}
        if path.startswith("ekspor/") and self.maybe():
            self.put(values, "figures", [self.one_of(path, "angka")])
            values["partners"] = ["US"]

    def _refer_around(self) -> None:
        if path := self.target("portal.yaml", ("halaman", "lembaga", "topik")):
            self.menu.append(address_of(path))
        for _ in range(self.choose((0, 1))):
            if path := self.target("alamat.yaml", ("halaman", "orang", "angka")):
                self.moved.append(address_of(path))

    def target(self, path: str, folders: Sequence[str], but: Sequence[str] = ()) -> str:
        """A document that ``path`` may use, which is noted; empty where there is none."""
        there = [one for one in self.values if one.partition("/")[0] in folders and one not in but]
        there = [one for one in there if path in self.own or one not in self.own]
        if not (path in self.own or path in self.reserved or self.choose(_SELDOM)):
            there = [one for one in there if one not in self.reserved]
        return self.used(path, self.choose(there), whole=True) if there else ""

    def used(self, path: str, other: str, whole: bool = False) -> str:
        self.uses[path].add(other)
        return other if whole else id_of(other)

    def one_of(self, path: str, *folders: str, but: Sequence[str] = ()) -> str:
        return id_of(self.target(path, folders, but))

    def tags(self, path: str) -> list[str]:
        tags, topics = [], set()
        for _ in range(3):
            if topic := self.target(path, ("topik",)):
                meant = topic
                while into := self.values[meant].get("merged_into"):
                    meant = f"topik/{into}.md"
                if meant not in topics:
                    topics.add(meant)
                    names = (id_of(topic), self.values[topic]["label"].upper(), *self.values[topic]["synonyms"])
                    tags.append(self.choose(names))
        if not tags:
            # Every topic that may be used is withheld: then this is withheld, too.
            raise NoTopic
        return tags

    def link(self, path: str) -> str:
        folders = ("orang", "lembaga", "topik", "angka", "halaman", "berita", "bimtek", "ekspor")
        other = self.target(path, folders)
        address, forms = address_of(other), [f"{{filename}}/{other}", f"{address_of(other)}"]
        forms += [f"/{name}/" for name in self.names.get(other, ())]
        if other.startswith("angka/"):
            forms.append(f"{address}data.csv")
        if other.startswith("topik/") and "merged_into" not in self.values[other] and int(other[-4]) < 3:
            forms.append(f"{address}atom.xml")
        return self.choose(forms)

    def directive(self, path: str) -> str:
        figure = self.target(path, ("angka",))
        if not figure:
            return ""
        may_be_told = [one for one in self.observations[figure] if path in self.own or not is_withheld(one)]
        if not may_be_told:
            return ""
        word = f"{{{{angka:{id_of(figure)}:{self.choose(may_be_told)['period']}}}}}"
        return self.choose((f"Nilainya {word}.", f"{{{{grafik:{id_of(figure)}}}}}"))

    def picture(self, path: str) -> str:
        file = f"gambar/gambar-{self.choose(range(8))}.png"
        self.users[file].add(path)
        return file

    def put(self, values: dict, key: str, value: Any) -> None:
        if value and value != [""]:
            values[key] = value

    def maybe(self) -> bool:
        return self.choose((True, False))

    def fresh(self) -> int:
        self.number += 1
        return self.number

    def word(self) -> str:
        """A word that no other document says."""
        return "".join(_SYLLABLES[int(digit)] for digit in f"{self.fresh():05}").capitalize()

    def sentence(self) -> str:
        return f"Kalimat tentang {' dan '.join(self.word() for _ in range(5))} yang panjang."

    # What is left.

    def implied(self) -> set[str]:
        """The documents that are withheld since only such as are use them."""
        certain = {
            path
            for path, values in self.values.items()
            if values.get("status") == "published" or "merged_into" in values
        }
        certain |= {REDAKSI}
        may_be = (
            {path for path in self.values if path.startswith(tuple(f"{kind}/" for kind in KINDS))} - self.own - certain
        )
        reached = self._reach(self.own, may_be)
        rest = (self.values.keys() | {"portal.yaml", "alamat.yaml"}) - self.own - reached
        return reached - self._reach(rest, may_be)

    def _reach(self, paths: Iterable[str], through: set[str]) -> set[str]:
        found, waiting = set(), [other for path in paths for other in self.uses[path]]
        while waiting:
            if (path := waiting.pop()) in through and path not in found:
                found.add(path)
                waiting += self.uses[path]
        return found

    def files(self, with_withheld: bool) -> Files:
        """All files of the content folder, or those that are left without what is withheld."""
        hidden = set() if with_withheld else self.own | self.implied()
        files: Files = {"portal.yaml": self._portal()}
        if self.moved:
            rows = [f"- {{address: /dulu-{n}/, date: 2019-01-01, moved_to: {to}}}\n" for n, to in enumerate(self.moved)]
            files["alamat.yaml"] = "".join(rows)
        for path in self.values.keys() - hidden:
            files[path] = self._text(path, with_withheld)
        for file, users in self.users.items():
            if not users <= hidden:
                files[file] = pdf(file) if file.endswith(".pdf") else png(file)
        return files

    def _portal(self) -> str:
        menu = [{"label": "Berita", "address": "/berita/"}, *({"label": "Menu", "address": one} for one in self.menu)]
        return (
            "name: Portal Uji\ntagline: Uji\ndescription: Portal karangan untuk uji.\nSITEURL: https://uji.example\n"
            f"menu: {json.dumps(menu)}\ndemo: true\n"
        )

    def _text(self, path: str, with_withheld: bool) -> str:
        front = "".join(f"{key}: {json.dumps(value)}\n" for key, value in self.values[path].items())
        if path not in self.observations:
            return f"---\n{front}---\n" + "\n\n".join(self.bodies[path]) + "\n"
        kept = self.observations[path]
        if not with_withheld:
            kept = [one for one in kept if not is_withheld(one)]
            sources = {(one["period"], one["source"]["date"]) for one in kept}
            kept = [
                one if (one["period"], one.get("superseded_by")) in sources else without(one, "superseded_by")
                for one in kept
            ]
        return f"{front}observations: {json.dumps(kept)}\n"


# Mistakes that leave what withholds a document readable; the pattern and what stands in its place.
_MISTAKES = (
    (r"\A(?:---\n)?", r"\g<0>kunci_salah: Kalimat yang tidak untuk umum di kunci yang salah.\n"),
    (r"^(tags|authors|instructors): \[(.*)\]$", r"\1: '\2'"),
    (r"^(tags|authors): \[", r"\1: [entah-apa, "),
    (r"^summary: .*$", "summary: pendek"),
    (r"^(title|name|label): .*$", r"\1: [bukan, teks]"),
    (r"^organisers: \[", "organisers: [{nama: Salah}, "),
    (r"^parent: (.*)$", r"parent: [\1]"),
    (r"^roles: \[", "roles: [{jabatan: salah}, "),
    (r"^(broader|related): .*$", r"\g<0>\nbroder: salah"),
    (r"^aliases: \[", "aliases: [/lembaga/redaksi/, "),
    # Of a measure that its observations withhold these have to be read.
    (r"(?s)^status: .draft.*^observations: \[", r"\g<0>{period: kapan-kapan}, "),
    (r"^photo: \{", "photo: {berkas: salah, "),
    (r"^start: .*$", "start: kapan-kapan"),
    (r"^corrections: \[", "corrections: [{salah: benar}, "),
    (r"(?s)\A---\n.*\n---\n", r"\g<0>Ke [mana](/tidak/ada/) dan [itu](#tidak-ada), {{grafik:entah}} apa.\n\n"),
)


def with_mistakes(files: Files, paths: Iterable[str], choose: Callable[[Sequence], Any]) -> Files:
    """``files`` with a mistake or two in each of ``paths``, which stay withheld as they are."""
    found = dict(files)
    for path in sorted(paths):
        possible = [one for one in _MISTAKES if re.search(one[0], found[path], re.MULTILINE)]
        for pattern, other in {choose(possible), choose(possible)}:
            found[path] = re.sub(pattern, other, found[path], count=1, flags=re.MULTILINE)
    return found


class NoTopic(Exception):
    """A portal in which something that is shown could have no topic."""


def made_portal(choose_of: Callable[[int], Callable[[Sequence], Any]]) -> WithheldPortal:
    """The first portal that can be made of what chance gives; ``choose_of`` begins anew by number."""
    for number in range(100):
        try:
            return WithheldPortal(choose_of(number))
        except NoTopic:
            continue
    raise AssertionError("no portal in a hundred")


def is_withheld(observation: dict) -> bool:
    return observation.get("status") == "draft" or observation.get("embargo", "") in LATER


def without(values: dict, *keys: str) -> dict:
    return {key: value for key, value in values.items() if key not in keys}


def id_of(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def address_of(path: str) -> str:
    return f"/{path.rpartition('.')[0].removeprefix('halaman/')}/"


def pdf(text: str) -> bytes:
    """A PDF of one empty page, which no other text gives."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100 + len(text), 100 + sum(map(ord, text)))
    writer.write(out)
    return out.getvalue()
