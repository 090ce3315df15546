"""A made-up portal of some fifteen entries, and edits of it of every kind that editors and developers make."""

import json
from collections.abc import Callable, Collection, Sequence
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

from PIL import Image

from tests.kabar.build.project import ROOT
from tests.office_files import docx
from tests.pictures import heic, png, saved

TOPICS, PEOPLE, OFFICES = ("ikm", "kayu", "batik", "tenun"), ("ani", "budi"), ("redaksi", "balai", "pusat")
ISSUER = "lembaga/penguji.md"  # of certificates; it need not be there
DAYS = ("2019-05-01", "2019-05-12 09:00", "2019-05-13", "2019-05-20", "2019-07-01", "2020-01-01")
LOCALES = ({}, {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"}, {"LANG": "C", "TZ": "America/St_Johns"})
SETTINGS = ("", 'CALENDAR_DOMAIN = "lain"\n', 'JINJA_ENVIRONMENT["trim_blocks"] = False\n')
# Of portal.yaml: colours, the logo, introductions.
LOOKS = (
    "",
    "colours: {light: {accent: '#123456', background: '#ffffff'}, dark: {brand: '#ffffff'}}\n",
    "logo: {file: gambar/logo.png}\n",
    "sections: [{name: berita, introduction: Pengantar karangan}, {name: bimtek, introduction: Pelatihan karangan}]\n",
)
# A file of the theme, a place in it, and what stands there after so many changes.
_THEME = {
    "theme/templates/layouts/base.html": ("<body", '<body data-k-uji="{}"'),
    "theme/templates/tag.html": ("{% block main %}", "{% block main %}<!-- {} -->"),
    "theme/templates/components/news-card.html": ("</article>", "<!-- {} --></article>"),
    "theme/static/css/base.css": ("body {", "body { --k-uji: {}; }\nbody {"),
    "theme/static/js/life.js": ("", "document.uji = {};\n"),
}
_TITLES = ("Perajin", "Bengkel", "Pameran", "Mutu", "Ekspor", "Kayu")


def telephones(number: int) -> bytes:
    """A picture as a telephone writes it, another for each ``number`` up to 255."""
    return heic(Image.new("L", (16, 16), number % 256))


def front(values: dict, body: str = "") -> str:
    """A file with ``values`` as front matter; each value is written as JSON, which YAML reads."""
    return "---\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in values.items()) + f"---\n{body}\n"


class Portal:
    """The files of a portal: documents as (values, body) by content path, besides files as they are.

    ``choose`` gives one of what it is asked to choose from.
    """

    def __init__(self, choose: Callable[[Sequence], Any]):
        self.choose = choose
        self.day = DAYS[1]
        self.locale = LOCALES[0]
        self.settings = SETTINGS[0]
        self.number = 0
        self.name = "Portal Uji"
        self.look = LOOKS[0]
        self.logo = 0
        self.theme = dict.fromkeys(_THEME, 0)
        self.documents: dict[str, tuple[dict, str]] = {}
        self.pictures = {
            "gambar/2019/a.png": png("a"),
            "gambar/2019/b.png": png("b"),
            "gambar/2019/c.heic": telephones(1),
        }
        self.attachments = {f"lampiran/{name}.docx": _document("Karangan", name) for name in "ab"}
        self.values = {"2017": 100, "2018": 120}
        self.withheld_values: dict[str, str] = {}  # what of these is withheld, and how
        self.publisher = "Uji"
        self.disputes: list[dict] = []
        self.explainers = 0  # the place of their topic among ``topics``
        self.gone: list[str] = []
        self.topics = TOPICS
        for id in TOPICS:
            self.documents[f"topik/{id}.md"] = ({"label": f"Topik {id}", "definition": "Topik karangan."}, "")
        for id in OFFICES:
            self.documents[f"lembaga/{id}.md"] = (
                {"name": f"Lembaga {id}", "kind": "pemerintah"},
                _with_pictures("Tentang.", self.pictures),
            )
        for id in PEOPLE:
            self.documents[f"orang/{id}.md"] = (
                {"name": f"Orang {id}", "roles": [{"title": "guru", "organisation": "balai"}]},
                "",
            )
        self.documents["halaman/tentang.md"] = ({"title": "Tentang", "summary": "Tentang portal karangan ini."}, "Isi.")
        for year in (*[2019] * 15, 2018, 2018):
            self.add(year)

    def files(self) -> dict[str, str | bytes]:
        """All files of the project that are its own, by path."""
        content = {f"content/{path}": data for path, data in self._content().items()}
        theme = {path: _changed(path, times) for path, times in self.theme.items()}
        return content | theme | {"pelicanconf.py": (ROOT / "pelicanconf.py").read_text("utf-8") + self.settings}

    def _content(self) -> dict[str, str | bytes]:
        rows = "".join(
            f"  - {{period: {year}, value: {value}, source:"
            f" {'uji' if year == '2017' else '{publisher: Uji, date: 2019-01-02}'}"
            f"{self.withheld_values.get(year, '')}}}\n"
            for year, value in self.values.items()
        )
        ledger = (
            f"title: Angka uji\nsummary: Angka karangan untuk uji.\ntags: [{self.topics[0]}]\nmeasure: nilai uji\nunit:"
            " USD\nobservations:\n"
        )
        portal = (
            f"name: {self.name}\ntagline: Uji\ndescription: Portal karangan untuk uji.\nSITEURL:"
            " https://uji.example\nmenu: [{label: Berita, address: /berita/}]\ndemo: true\nfront: {explainers:"
            f" {self.topics[self.explainers]}}}\n{self.look}"
        )
        disputes = f"disputes: {json.dumps(self.disputes)}\n" if self.disputes else ""
        old = "".join(f"- {{address: /{address}/, date: 2019-05-01, reason: Uji}}\n" for address in self.gone)
        documents = {path: _text(path, *told) for path, told in self.documents.items()}
        ours = {
            "gambar/logo.png": saved(Image.new("L", (512, 512), self.logo % 256), "PNG"),
            "portal.yaml": portal,
            "angka/uji.yaml": ledger + rows + disputes,
            "sumber/uji.yaml": f"publisher: {self.publisher}\ndate: 2019-01\n",
        }
        return documents | self.pictures | self.attachments | ours | (
            {"alamat.yaml": old} if old else {}
        )

    def entries(self) -> list[str]:
        return [path for path in self.documents if path.split("/")[0] in ("berita", "bimtek", "ekspor")]

    def any(self, what: Collection):
        return self.choose(sorted(what))

    def fresh(self) -> int:
        """A number that was not there before."""
        self.number += 1
        return self.number

    def tags(self) -> list[str]:
        return self.any([list(some) for size in (1, 2, 3) for some in combinations(self.topics, size)])

    def add(self, year: int = 2019) -> None:
        number = self.fresh()
        section = self.any(("berita", "bimtek", "ekspor"))
        values = {
            "title": f"{self.any(_TITLES)} karangan {number}",
            "date": f"{year}-0{self.any(range(1, 5))}-{self.any(range(10, 29))} 09:00",
            "summary": f"Teras karangan nomor {number} yang cukup panjang.",
            "tags": self.tags(),
            "authors": [self.any(PEOPLE)],
        }
        if section == "bimtek":
            values |= {
                "start": f"2019-05-{self.any(range(10, 15))}", "end": "2019-05-18", "organisers": [self.any(OFFICES)],
                "place": {"name": "Balai", "province": self.any(("ID-KB", "ID-JB"))},
                "registration": {"closes": "2019-05-09", "via": "dinas"}, "quota": 30,
                "certificate": {"name": "Sertifikat", "issuer": Path(ISSUER).stem},
            }  # fmt: skip
        if section == "ekspor":
            values |= {"figures": ["uji"], "partners": [self.any(("US", "JP"))]}
        body = f"## Bagian\n\nIsi {number}.\n"
        if self.entries() and self.any((True, False)):
            body += _link_to(self.any(self.entries()))
        if self.any((True, False, False)):
            body += "\nNilainya {{angka:uji:2018}}.\n\n{{grafik:uji}}\n"
        self.documents[f"{section}/{year}/karangan-{number}.md"] = values, body

    def change(self, path: str, **values) -> None:
        old, body = self.documents[path]
        self.documents[path] = {k: v for k, v in (old | values).items() if v is not None}, body

    # Edits; each is one step.

    def write_new(self) -> None:
        self.add()

    def edit_body(self) -> None:
        path = self.any(path for path in self.documents if path.endswith(".md"))
        values, body = self.documents[path]
        self.documents[path] = values, body + f"\nTambahan {self.fresh()}.\n"

    def edit_title(self) -> None:
        self.change(self.any(self.entries()), title=f"Judul baru {self.fresh()}")

    def delete(self) -> None:
        path = self.any(self.entries())
        del self.documents[path]
        self.gone.append(path.removesuffix(".md"))

    def empty_year(self) -> None:
        """Remove a folder of entries with all that it holds, and links to these; their addresses may be told of.

        Where only one year is left there is another one instead.
        """
        folders = {path.rpartition("/")[0] for path in self.entries() if "/2019/" not in path}
        if not folders:
            self.add(2018)
            return
        folder = self.any(folders)
        gone = [path for path in self.entries() if path.startswith(f"{folder}/")]
        for path in gone:
            del self.documents[path]
        for path, (values, body) in self.documents.items():
            for other in gone:
                body = body.replace(_link_to(other), "")
            self.documents[path] = values, body
        if self.any((True, False)):
            self.gone += [path.removesuffix(".md") for path in gone]

    def rename(self) -> None:
        path = self.any(self.entries())
        values, body = self.documents.pop(path)
        aliases = [*values.get("aliases", []), f"/{path.removesuffix('.md')}/"]
        self.documents[f"{path.split('/')[0]}/2019/pindah-{self.fresh()}.md"] = values | {"aliases": aliases}, body

    def retag(self) -> None:
        self.change(self.any(self.entries()), tags=self.tags())

    def redate(self) -> None:
        self.change(self.any(self.entries()), date=f"2019-0{self.any(range(1, 7))}-11 08:00")

    def draft(self) -> None:
        path = self.any(self.entries())
        self.change(path, status=None if self.documents[path][0].get("status") else "draft")

    def spoil_draft(self) -> None:
        """A draft gets a key that there is not, which keeps it back alone; or is mended and published."""
        path = self.any(self.entries())
        is_spoilt = "kunci_salah" in self.documents[path][0]
        secret = f"Kalimat nomor {self.fresh()} yang tidak untuk umum."
        self.change(path, status=None if is_spoilt else "draft", kunci_salah=None if is_spoilt else secret)

    def withdraw(self) -> None:
        reason = [{"date": "2019-05-01 10:00", "kind": "pencabutan", "text": "Keliru."}]
        self.change(self.any(self.entries()), status="withdrawn", corrections=reason)

    def correct(self) -> None:
        told = [{"date": "2019-05-01 10:00", "kind": "ralat", "text": f"Betul {self.fresh()}."}]
        self.change(self.any(self.entries()), corrections=told)

    def move_training(self) -> None:
        self.change(
            self.any(self.entries()),
            modified="2019-05-01 11:00",
            highlight_until=self.any(("2019-05-12", "2019-05-20")),
        )

    def name_topic(self) -> None:
        self.change(f"topik/{self.any(self.topics)}.md", label=f"Topik {self.fresh()}")

    def rename_topic(self) -> None:
        old = self.any(path for path in self.documents if path.startswith("topik/"))
        new = f"topik-{self.fresh()}"
        ids = {Path(old).stem: new}
        for path, (values, body) in self.documents.items():
            tags = {key: [ids.get(id, id) for id in values[key]] for key in ("tags", "related") if key in values}
            above = {"broader": ids.get(values["broader"], values["broader"])} if "broader" in values else {}
            self.documents[path] = values | tags | above, body
        self.documents[f"topik/{new}.md"] = self.documents.pop(old)
        self.topics = tuple(new if id in ids else id for id in self.topics)

    def move_topic(self) -> None:
        child, parent = self.any(permutations(self.topics, 2))
        self.change(f"topik/{child}.md", broader=parent)

    def relate_topics(self) -> None:
        one, other = self.any(permutations(self.topics, 2))
        self.change(f"topik/{one}.md", related=[other])

    def name_person(self) -> None:
        self.change(f"orang/{self.any(PEOPLE)}.md", name=f"Orang {self.fresh()}")

    def name_office(self) -> None:
        self.change(
            f"lembaga/{self.any(OFFICES)}.md", name=f"Lembaga {self.fresh()}",
            former_names=[{"name": "Nama lama", "until": self.any(("2019-03-01", "2019-05-12"))}],
        )  # fmt: skip

    def certify(self) -> None:
        """Give whoever issues certificates a page, or take it away."""
        if self.documents.pop(ISSUER, None) is None:
            self.documents[ISSUER] = {"name": f"Penguji {self.fresh()}"}, ""

    def move_office(self) -> None:
        self.change("lembaga/balai.md", parent=self.any(("pusat", "redaksi")))

    def use_alone(self) -> None:
        """Let an entry use something new, which nothing else uses."""
        path, number = self.any(self.entries()), self.fresh()
        kind = self.any(("orang", "lembaga", "topik", "angka"))
        name = {"name": f"Baru {number}", "status": self.any(("", "", "published"))}
        if kind in ("orang", "lembaga"):
            self.documents[f"{kind}/baru-{number}.md"] = name, f"Tentang {number}."
            self.change(path, authors=[*self.documents[path][0]["authors"], f"baru-{number}"])
        elif kind == "topik":
            label = {"label": f"Baru {number}", "definition": "Topik karangan.", "broader": self.any(self.topics)}
            self.documents[f"topik/baru-{number}.md"] = label, f"Tentang {number}."
            self.change(path, tags=[*self.documents[path][0]["tags"], f"baru-{number}"])
        else:
            rows = [{"period": 2018, "value": number, "source": {"publisher": "Uji", "date": "2019-01-02"}}]
            told = {"title": f"Baru {number}", "summary": "Angka karangan untuk uji.", "tags": [self.any(self.topics)]}
            told |= {"measure": "nilai uji", "unit": "USD", "observations": rows}
            self.documents[f"angka/baru-{number}.yaml"] = told, ""
            values, body = self.documents[path]
            self.documents[path] = values, body + f"\nNilainya {{{{angka:baru-{number}:2018}}}}.\n"

    def withhold(self) -> None:
        """Withhold a document that is no entry, or let it be shown; most are used, and the edit is refused."""
        new = [path for path in self.documents if "/baru-" in path or path.startswith("halaman/")]
        path = self.any([*new, "lembaga/pusat.md", f"topik/{self.topics[-1]}.md"])
        self.change(path, status=self.any(("", "draft", "published")), embargo=self.any(("", *DAYS)))

    def withhold_value(self) -> None:
        """Withhold a number that is used or not, or let it be shown."""
        how = (", status: draft", "", *(f", embargo: {day}" for day in DAYS))
        self.withheld_values[self.any(self.values)] = self.any(how)

    def change_role(self) -> None:
        role = {
            "title": f"guru {self.fresh()}",
            "organisation": self.any(OFFICES),
            "to": self.any(("2019-05-12", "2019-06-01")),
        }
        self.change(f"orang/{self.any(PEOPLE)}.md", roles=[role])

    def change_figure(self) -> None:
        self.values[self.any(("2015", "2016", "2017", "2018", "2018-01..2018-09"))] = self.any(range(1, 999))

    def dispute(self) -> None:
        """Tell of a measure what its sources contradict each other about, or no longer."""
        claims = [
            {"text": f"{self.fresh()} persen", "source": "uji"},
            {"text": "satu persen", "source": {"publisher": "Koran", "date": "2019-01"}},
        ]
        self.disputes = [] if self.disputes else [{"about": f"Perbedaan {self.fresh()}", "claims": claims}]

    def change_source(self) -> None:
        self.publisher = f"Uji {self.fresh()}"

    def cite(self) -> None:
        self.change(
            self.any(self.entries()), based_on=self.any((["uji"], [{"publisher": "Koran", "date": "2019"}], None))
        )

    def change_picture(self) -> None:
        path = self.any(self.pictures)
        self.pictures[path] = telephones(self.fresh()) if path.endswith(".heic") else _picture(self.fresh())

    def use_picture(self) -> None:
        self.change(
            self.any(self.entries()),
            photo={"file": self.any(self.pictures), "alt": f"Uji {self.fresh()}", "credit": "Uji"},
        )

    def attach(self) -> None:
        self.change(
            self.any(self.entries()), attachments=[{"file": self.any(self.attachments), "title": f"Uji {self.fresh()}"}]
        )

    def change_attachment(self) -> None:
        # Of an author alone nothing is published.
        author, text = self.any((("Karangan", f"Isi {self.fresh()}"), (f"Penulis {self.fresh()}", "a")))
        self.attachments[self.any(self.attachments)] = _document(author, text)

    def change_portal(self) -> None:
        self.name = f"Portal Uji {self.fresh()}"

    def change_look(self) -> None:
        self.look = self.any(LOOKS)
        self.logo = self.fresh()

    def explain(self) -> None:
        """Let the topic of explainers be another."""
        self.explainers = self.any(range(len(self.topics)))

    def change_page(self) -> None:
        self.change("halaman/tentang.md", title=f"Tentang {self.fresh()}")

    def change_template(self) -> None:
        self.theme[self.any(path for path in _THEME if "/templates/" in path)] += 1

    def change_style_or_script(self) -> None:
        self.theme[self.any(path for path in _THEME if "/static/" in path)] += 1

    def change_setting(self) -> None:
        self.settings = self.any(SETTINGS)

    def change_locale(self) -> None:
        self.locale = self.choose(LOCALES)

    def change_day(self) -> None:
        self.day = self.any(DAYS)


def _picture(number: int) -> bytes:
    return saved(Image.new("L", (number % 9 + 1, 1), number % 256), "PNG")


def _link_to(path: str) -> str:
    return f"\nLihat [itu]({{filename}}/{path}).\n"


def _with_pictures(text: str, paths: Collection[str]) -> str:
    return text + "".join(f"\n\n![Foto karangan]({{static}}/{path})" for path in paths)


def _document(author: str, text: str) -> bytes:
    return docx(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>", parts={"word/people.xml": f"<a>{author}</a>"})


def _text(path: str, values: dict, body: str) -> str:
    text = front(values, body)
    return text if path.endswith(".md") else text.split("---\n")[1]


def _changed(path: str, times: int) -> str:
    text = (ROOT / path).read_text("utf-8")
    place, changed = _THEME[path]
    assert place in text, f"{path}: {place}"
    return text.replace(place, changed.replace("{}", str(times)), 1) if times else text


# What may be edited, and the edits of each.
EDITS = {
    "new": ["write_new"],
    "words": ["edit_body", "edit_title", "correct", "withdraw"],
    "delete": ["delete"],
    "year": ["empty_year"],
    "rename": ["rename"],
    "retag": ["retag"],
    "redate": ["redate", "move_training"],
    "draft": ["draft", "spoil_draft"],
    "topic": ["name_topic", "rename_topic", "move_topic", "relate_topics"],
    "person": ["name_person", "change_role"],
    "organisation": ["name_office", "move_office"],
    "issuer": ["certify"],
    "figure": ["change_figure"],
    "dispute": ["dispute"],
    "explainers": ["explain"],
    "source": ["change_source", "cite"],
    "used": ["use_alone"],
    "withheld": ["withhold", "withhold_value"],
    "picture": ["change_picture"],
    "photo": ["use_picture"],
    "attachment": ["attach", "change_attachment"],
    "template": ["change_template", "change_style_or_script"],
    "look": ["change_look"],
    "setting": ["change_setting", "change_portal", "change_page"],
    "locale": ["change_locale"],
    "day": ["change_day"],
}
