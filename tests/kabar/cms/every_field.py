"""A made-up portal with a document of each kind, each with every field that may stand beside the others."""

from tests.office_files import docx
from tests.pictures import photo, saved
from tests.portals import PORTAL

_ARTICLE = """\
date: 2026-05-02 08:30
modified: 2026-07-01
summary: "Teras karangan: cukup panjang, dengan titik dua dan '#tanda' di dalamnya."
tags: [ikm, Kain tenun]
authors: [sari-karangan]
editor: redaksi
dateline: SLEMAN
photo:
  file: gambar/foto.jpg
  alt: "Kotak cokelat: gambar karangan"
  caption: '2026'
  credit: Redaksi Uji
  license: CC BY 4.0
  consent: tidak-perlu
attachments:
  - file: lampiran/undangan.docx
    title: '007'
    kind: surat-undangan
highlight_until: 2026-05-20
lang: id
based_on:
  - antara-karangan
  - publisher: Koran Karangan
    title: "Judul: karangan"
    url: https://koran.example/1
    date: 2026-04
corrections:
  - date: 2026-06-01 10:00
    kind: koreksi
    text: Jumlah peserta dibetulkan.
    link: /berita/2026/kabar-karangan/
accepted:
  - warning: kata-waktu
    reason: Kata itu bagian dari nama acara karangan.
aliases:
  - /lama/{address}/
"""

_BODY = """
Paragraf pertama dengan **tebal**, _miring_, dan {{angka:kain-karangan:2024}}.

| Kolom | Isi |
| --- | --- |
| satu | 0123 |

!!! catatan "Ingat"
    Catatan karangan.

    kode yang menjorok

* butir
* butir lain
"""

_NEWS = f"---\ntitle: Kabar karangan tentang perajin\n{_ARTICLE.format(address='kabar')}---\n{_BODY}"

_TRAINING = f"""---
title: Bimtek karangan membatik
{_ARTICLE.format(address='bimtek')}start: 2026-06-10 08:00
end: 2026-06-12
timezone: Asia/Jakarta
mode: hibrida
place:
  name: Balai Uji
  address: Jalan Karangan 1
  regency: Kabupaten Sleman
  province: ID-YO
organisers:
  - redaksi
  - name: Paguyuban Karangan
    url: https://paguyuban.example
instructors:
  - sari-karangan
  - name: Budi Karangan
    title: Perajin
    organisation: Paguyuban Karangan
access: undangan
eligibility: [Perajin batik, "Punya NIB: boleh menyusul"]
documents:
  - KTP
  - "1"
quota: 30
quota_by:
  - region: Sleman
    seats: 20
fee:
  amount: 150000
  currency: IDR
covered: [konsumsi, bahan-praktik]
covered_note: Dari dana karangan.
registration:
  opens: 2026-05-03
  closes: 2026-06-01 16:00
  url: https://daftar.example
  via: whatsapp
  contacts:
    - name: Sari
      whatsapp: "081234567890"
      email: sari@uji.example
  through: [redaksi]
  selection_announced: 2026-06-05
  full: true
certificate:
  name: Sertifikat karangan
  issuer: redaksi
  kind: kompetensi
  lsp: LSP Karangan
  scheme: Membatik
letter:
  number: "0123"
  date: 2026-05-01
lesson_hours: 24
event_status: ditunda
event_status_reason: "yes"
previous_starts: [2026-05-20, 2026-05-27 08:00]
programme: batik-karangan
participants: 28
outcome: Tiga puluh kain karangan.
gallery:
  - file: gambar/foto.jpg
    alt: Kain karangan
    credit: Redaksi Uji
---
{_BODY}"""

_EXPORT = f"""---
title: Ekspor kain karangan naik
{_ARTICLE.format(address='ekspor')}figures: [kain-karangan]
products: [kain tenun]
partners: [US, JP]
---
{_BODY}"""

_FIGURE = """title: Ekspor kain karangan
summary: Nilai ekspor kain karangan menurut lembaga karangan, hanya untuk tes.
tags: [ikm]
measure: nilai ekspor kain karangan
unit: USD
geography: ID
scopes:
  - id: umum
    label: menurut lembaga karangan
    note: Semua kain.
products:
  - id: sutra
    label: kain sutra
observations:
  - period: 2024
    value: 1200000000.50
    scope: umum
    source: antara-karangan
    growth: 9.50
  - period: 2024-Q1
    value: '12345678901234567890'
    partner: US
    scope: umum
    product: sutra
    kind: sementara
    source:
      publisher: Koran Karangan
      date: 2025
      said_by: Sari
    note: "2024"
disputes:
  - about: potongan karangan
    claims:
      - text: 25 persen
        source: antara-karangan
      - text: 30 persen
        source:
          publisher: Koran Karangan
          date: 2025-01-02
    note: Cara menghitungnya berbeda.
"""

CONTENT: dict[str, str | bytes] = {
    "portal.yaml": PORTAL + "whatsapp_channel: https://whatsapp.com/channel/0029VaKarangan\nunits: [pesantren "
    "karangan]\n",
    "alamat.yaml": "- address: /berita/2020/hilang/\n  date: 2021-01-01\n  reason: Dicabut penulisnya.\n",
    "lembaga/redaksi.md": (
        "---\nname: Redaksi Uji\nshort_name: RU\nformer_names:\n  - name: Dapur Uji\n    until: 2020-12-31\nkind: "
        "media\n"
        "url: https://redaksi.example\naddress: Jalan Karangan 2\ncontact:\n  email: redaksi@uji.example\n---\n\nIsi.\n"
    ),
    "orang/sari-karangan.md": (
        "---\nname: Sari Karangan\nroles:\n  - title: Wartawan\n    organisation: redaksi\n    from: 2020-01-01\n"
        "    to: 2026-12-31\nurl: https://sari.example\n---\n\nIsi.\n"
    ),
    "topik/ikm.md": (
        "---\nlabel: IKM\nlabel_en: Small industry\nsynonyms: [Industri kecil]\nmisspellings: [ikmm]\nrelated: "
        "[tenun]\n"
        "definition: Industri kecil dan menengah karangan.\nwikidata: Q34442\n---\n\nPengantar.\n"
    ),
    "topik/tenun.md": "---\nlabel: Kain tenun\nbroader: ikm\ndefinition: Kain karangan.\naliases: [/tenunan/]\n---\n",
    "sumber/antara-karangan.yaml": (
        "publisher: Antara Karangan\ntitle: 'Judul: karangan'\nurl: https://antara.example/1\ndate: 2025-01-02\n"
        "republished:\n  - publisher: Koran Lain\n    date: 2025\nlooked_at: 2026-01-01\nextent: utuh\nnote: '2025'\n"
    ),
    "angka/kain-karangan.yaml": _FIGURE,
    "halaman/tentang.md": "---\ntitle: Tentang\nsummary: Tentang portal karangan ini saja.\nmodified: 2026-05-02\n"
    "---\n\nIsi.\n",
    "berita/2026/kabar-karangan.md": _NEWS,
    "bimtek/2026/bimtek-karangan.md": _TRAINING,
    "ekspor/2026/ekspor-karangan.md": _EXPORT,
    "gambar/foto.jpg": saved(photo(1200, 800), "JPEG"),
    "lampiran/undangan.docx": docx(),
}
