"""A made-up portal with trainings at each point of their life, built in the middle of one's registration."""

from tests.portals import BIMTEK, SMALL

NOW = "2019-05-06 12:00"
REGISTRATION = "registration: {opens: %s, closes: %s, via: formulir, url: https://formulir.example/}\norganisers"


def _training(title: str, start: str, end: str, opens: str, closes: str, province: str) -> str:
    text = BIMTEK.replace("Bimtek karangan", title).replace("2019-05-13", start).replace("2019-05-18", end)
    text = text.replace("date: 2019-05-01", "date: 2019-04-01").replace("Kalimantan Barat", province)
    return text.replace("organisers", REGISTRATION % (opens, closes), 1)


NEWS_BEFORE = SMALL["berita/2019/karangan.md"].replace("2019-05-26 01:35", "2019-04-02")
CONTENT = {name: text for name, text in SMALL.items() if not name.startswith("bimtek/")} | {
    "berita/2019/karangan.md": NEWS_BEFORE,
    "bimtek/2019/kini.md": _training("Bimtek kini", "2019-05-13", "2019-05-18", "2019-05-02", "2019-05-10", "Bali"),
    "bimtek/2019/nanti.md": _training("Bimtek nanti", "2019-06-10", "2019-06-12", "2019-05-20", "2019-06-01", "Papua"),
    "bimtek/2019/lama.md": _training("Bimtek lama", "2019-04-10", "2019-04-12", "2019-04-02", "2019-04-05", "Bali"),
}
