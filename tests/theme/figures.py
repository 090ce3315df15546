"""Measures for example charts: the portal's own, and made-up ones that are hard to draw."""

from kabar.content.models.figure import Figure

_MAY = {"publisher": "Bisnis.com", "date": "2019-05-26"}
_MADE_UP = {"publisher": "Contoh", "date": "2020-01-15"}


def figure(title: str, unit: str, observations: list[dict], id: str = "contoh") -> Figure:
    """A measure; each observation has at least ``period`` and ``value``."""
    return Figure.model_validate({
        "@path": f"angka/{id}.yaml",
        "title": title,
        "summary": f"{title}, untuk menguji tampilan.",
        "tags": ["ikm"],
        "measure": title,
        "unit": unit,
        "scopes": [
            {"id": "a", "label": "menurut badan A"},
            {"id": "b", "label": "menurut asosiasi pedagang yang namanya panjang sekali, kode barang tidak disebut"},
        ],
        "products": [{"id": "rotan", "label": "furnitur rotan"}],
        "observations": [{"source": _MADE_UP} | one for one in observations],
    })


def series(*values: str, first: int = 2012, **more) -> list[dict]:
    """A value for each year from ``first`` on; None leaves a gap."""
    years = enumerate(values, first)
    return [{"period": str(year), "value": value} | more for year, value in years if value is not None]


REAL = figure(
    "Nilai ekspor kerajinan Indonesia",
    "USD",
    [
        {"period": "1999", "value": "300000000", "source": _MAY},
        {"period": "2018", "value": "1200000000", "source": _MAY},
        {"period": "2018", "value": "870000000", "source": _MAY | {"date": "2019-04-25"}},
    ],
    "ekspor-kerajinan",
)
GROWTH = figure(
    "Target pertumbuhan ekspor kerajinan Indonesia",
    "persen",
    [{"period": "2019", "value": "9", "kind": "target", "source": _MAY}],
    "pertumbuhan-ekspor-kerajinan",
)
_MONTHLY = [
    {"period": f"{1980 + n // 12}-{n % 12 + 1:02}", "value": str(1_000_000 + n * 7919 % 90_000_000)} for n in range(480)
]
_KINDS = [
    {"period": "2019", "value": "8.75", "kind": "sementara"},
    {"period": "2020", "value": "10", "kind": "perkiraan"},
    {"period": "2021", "value": "25", "kind": "target"},
]
_PARTNERS = [
    one
    for at, code in enumerate(("US", "JP", "NL", "GB", "AE", "SG", "MY", "CN"))
    for one in series(*(str((9 - at) * 1_000_000 + year * 250_000) for year in range(5)), partner=code)
]
MIXED = figure(
    "Contoh: kenaikan nilai ekspor menurut sifat angkanya", "persen", [*series("4", "-12.5", "0", first=2016), *_KINDS]
)
# What a chart must be able to draw; every number is made up.
CASES = {
    "satu": figure("Contoh satu nilai", "USD", series("1200000000")),
    "jauh": figure("Contoh dua nilai, 19 tahun", "USD", [*series("300000000", first=1999),
        *series("1200000000", first=2018)]),
    "bulanan": figure("Contoh 40 tahun bulanan", "IDR", _MONTHLY),
    "turun": figure("Contoh angka negatif", "persen", series("5.5", "-3.2", "-7", "4")),
    "nol": figure("Contoh nol", "orang", series("0")),
    "bolong": figure("Contoh masa yang hilang", "ton", series("900", "1200", None, None, "800", None, "1500", "1700")),
    "target": figure("Contoh target", "USD", [*series("5000000", "6000000", "6500000"),
        {"period": "2015", "value": "8000000", "kind": "target"}]),
    "sengketa": REAL,
    "jenis": MIXED,
    "rentang": figure("Contoh rentang", "USD", [*series("9500000", "8000000", "9900000", "7000000"), *(
        {"period": f"{year}-01..{year}-09", "value": f"{year}000"} for year in (2012, 2013, 2015)
    ), {"period": "2015-01..2015-04", "value": "3000000"}, {"period": "2012..2014", "value": "27400000"}]),
    "satu-mitra": figure("Contoh satu mitra", "USD", series("5000000", "6000000", "7500000", partner="US")),
    "banyak-mitra": figure("Contoh banyak mitra", "USD",
        [*series("90000000", "91000000", "93000000", "95000000", "99000000"), *_PARTNERS]),
    "panjang": figure("Contoh deret panjang", "persen", series(*(str((n * 37 % 19) - 4) for n in range(30)),
        first=1990)),
}  # fmt: skip
