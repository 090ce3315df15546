"""A made-up portal of some fifteen entries, and random edits of it of every kind that editors and developers make."""

import json
from random import Random

from tests.pictures import png

TOPICS, PEOPLE, OFFICES = ("ikm", "kayu", "batik", "tenun"), ("ani", "budi"), ("redaksi", "balai", "pusat")
DAYS = ("2019-05-01", "2019-05-12 09:00", "2019-05-13", "2019-05-20", "2019-07-01", "2020-01-01")
_TITLES = ("Perajin", "Bengkel", "Pameran", "Mutu", "Ekspor", "Kayu")


def front(values: dict, body: str = "") -> str:
    """A file with ``values`` as front matter; each value is written as JSON, which YAML reads."""
    return "---\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in values.items()) + f"---\n{body}\n"


class Portal:
    """The files of a portal: documents as (values, body) by content path, besides files as they are."""

    def __init__(self, seed: int):
        self.random = Random(seed)
        self.day = DAYS[1]
        self.number = 0
        self.name, self.comment = "Portal Uji", 0
        self.documents: dict[str, tuple[dict, str]] = {}
        self.pictures = {"gambar/2019/a.png": png("a"), "gambar/2019/b.png": png("b")}
        self.values = {2017: 100, 2018: 120}
        self.gone: list[str] = []
        for id in TOPICS:
            self.documents[f"topik/{id}.md"] = ({"label": f"Topik {id}", "definition": "Topik karangan."}, "")
        for id in OFFICES:
            self.documents[f"lembaga/{id}.md"] = ({"name": f"Lembaga {id}", "kind": "pemerintah"}, "Tentang.")
        for id in PEOPLE:
            self.documents[f"orang/{id}.md"] = ({"name": f"Orang {id}", "roles": [{"title": "guru", "organisation": "balai"}]}, "")
        self.documents["halaman/tentang.md"] = ({"title": "Tentang", "summary": "Tentang portal karangan ini."}, "Isi.")
        for _ in range(15):
            self.add()

    def files(self) -> dict[str, str | bytes]:
        """All files by content path."""
        rows = "".join(
            f"  - {{period: {year}, value: {value}, source: {{publisher: Uji, date: 2019-01-02}}}}\n"
            for year, value in self.values.items()
        )
        ledger = (
            "title: Angka uji\nsummary: Angka karangan untuk uji.\ntags: [ikm]\nmeasure: nilai uji\nunit: USD\nobservations:\n"
        )
        portal = (
            f"name: {self.name}\ntagline: Uji\ndescription: Portal karangan untuk uji.\nSITEURL: https://uji.example\n"
            "menu: [{label: Berita, address: /berita/}]\ndemo: true\n"
        )
        old = "".join(f"- {{address: /{address}/, date: 2019-05-01, reason: Uji}}\n" for address in self.gone)
        documents = {path: front(values, body) for path, (values, body) in self.documents.items()}
        return documents | self.pictures | {"portal.yaml": portal, "angka/uji.yaml": ledger + rows} | (
            {"alamat.yaml": old} if old else {}
        )

    def entries(self) -> list[str]:
        return [path for path in self.documents if path.split("/")[0] in ("berita", "bimtek", "ekspor")]

    def any(self, what):
        return self.random.choice(sorted(what))

    def add(self) -> None:
        self.number += 1
        section = self.any(("berita", "bimtek", "ekspor"))
        values = {
            "title": f"{self.any(_TITLES)} karangan {self.number}",
            "date": f"2019-0{self.random.randint(1, 4)}-{self.random.randint(10, 28)} 09:00",
            "summary": f"Teras karangan nomor {self.number} yang cukup panjang.",
            "tags": sorted(self.random.sample(TOPICS, self.random.randint(1, 3))),
            "authors": [self.any(PEOPLE)],
        }
        if section == "bimtek":
            values |= {
                "start": f"2019-05-{self.random.randint(10, 14)}", "end": "2019-05-18", "organisers": [self.any(OFFICES)],
                "place": {"name": "Balai", "province": self.any(("ID-KB", "ID-JB"))},
                "registration": {"closes": "2019-05-09", "via": "dinas"}, "quota": 30,
            }  # fmt: skip
        if section == "ekspor":
            values |= {"figures": ["uji"], "partners": [self.any(("US", "JP"))]}
        body = f"## Bagian\n\nIsi {self.number}.\n"
        if self.entries() and self.random.random() < 0.5:
            body += f"\nLihat [itu]({{filename}}/{self.any(self.entries())}).\n"
        if self.random.random() < 0.3:
            body += "\nNilainya {{angka:uji:2018}}.\n\n{{grafik:uji}}\n"
        self.documents[f"{section}/2019/karangan-{self.number}.md"] = values, body

    def change(self, path: str, **values) -> None:
        old, body = self.documents[path]
        self.documents[path] = {k: v for k, v in (old | values).items() if v is not None}, body

    # Edits; each is one step.

    def write_new(self) -> None:
        self.add()

    def edit_body(self) -> None:
        path = self.any(self.documents)
        values, body = self.documents[path]
        self.documents[path] = values, body + f"\nTambahan {self.random.random()}.\n"

    def edit_title(self) -> None:
        self.change(self.any(self.entries()), title=f"Judul baru {self.random.random()}")

    def delete(self) -> None:
        path = self.any(self.entries())
        del self.documents[path]
        self.gone.append(path.removesuffix(".md"))

    def rename(self) -> None:
        path = self.any(self.entries())
        values, body = self.documents.pop(path)
        self.number += 1
        aliases = [*values.get("aliases", []), f"/{path.removesuffix('.md')}/"]
        self.documents[f"{path.split('/')[0]}/2019/pindah-{self.number}.md"] = values | {"aliases": aliases}, body

    def retag(self) -> None:
        self.change(self.any(self.entries()), tags=sorted(self.random.sample(TOPICS, self.random.randint(1, 3))))

    def redate(self) -> None:
        self.change(self.any(self.entries()), date=f"2019-0{self.random.randint(1, 6)}-11 08:00")

    def draft(self) -> None:
        path = self.any(self.entries())
        self.change(path, status=None if self.documents[path][0].get("status") else "draft")

    def withdraw(self) -> None:
        reason = [{"date": "2019-05-01 10:00", "kind": "pencabutan", "text": "Keliru."}]
        self.change(self.any(self.entries()), status="withdrawn", corrections=reason)

    def correct(self) -> None:
        told = [{"date": "2019-05-01 10:00", "kind": "ralat", "text": f"Betul {self.random.random()}."}]
        self.change(self.any(self.entries()), corrections=told)

    def move_training(self) -> None:
        self.change(self.any(self.entries()), modified="2019-05-01 11:00", highlight_until=self.any(("2019-05-12", "2019-05-20")))

    def name_topic(self) -> None:
        self.change(f"topik/{self.any(TOPICS)}.md", label=f"Topik {self.random.randint(1, 99999)}")

    def move_topic(self) -> None:
        child, parent = self.random.sample(TOPICS, 2)
        self.change(f"topik/{child}.md", broader=parent)

    def relate_topics(self) -> None:
        one, other = self.random.sample(TOPICS, 2)
        self.change(f"topik/{one}.md", related=[other])

    def name_person(self) -> None:
        self.change(f"orang/{self.any(PEOPLE)}.md", name=f"Orang {self.random.randint(1, 99999)}")

    def name_office(self) -> None:
        self.change(
            f"lembaga/{self.any(OFFICES)}.md", name=f"Lembaga {self.random.randint(1, 99999)}",
            former_names=[{"name": "Nama lama", "until": self.any(("2019-03-01", "2019-05-12"))}],
        )  # fmt: skip

    def move_office(self) -> None:
        self.change("lembaga/balai.md", parent=self.any(("pusat", "redaksi")))

    def change_role(self) -> None:
        role = {"title": f"guru {self.random.randint(1, 9)}", "organisation": self.any(OFFICES), "to": self.any(("2019-05-12", "2019-06-01"))}
        self.change(f"orang/{self.any(PEOPLE)}.md", roles=[role])

    def change_figure(self) -> None:
        self.values[self.any((2015, 2016, 2017, 2018))] = self.random.randint(1, 999)

    def change_picture(self) -> None:
        self.pictures[self.any(self.pictures)] = png(str(self.random.random()))

    def use_picture(self) -> None:
        self.change(self.any(self.entries()), photo={"file": self.any(self.pictures), "alt": f"Uji {self.random.random()}", "credit": "Uji"})

    def change_portal(self) -> None:
        self.name = f"Portal Uji {self.random.randint(1, 9)}"

    def change_page(self) -> None:
        self.change("halaman/tentang.md", title=f"Tentang {self.random.randint(1, 9)}")

    def change_theme(self) -> None:
        self.comment += 1

    def change_day(self) -> None:
        self.day = self.any(DAYS)


EDITS = [name for name in vars(Portal) if name not in ("files", "entries", "any", "add", "change") and name[0] != "_"]
