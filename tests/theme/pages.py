"""Example view models: every kind of page full, empty, and with texts that are hard to set.

The words come from the portal's own content (Bisnis.com, 26 May 2019) where they are news; what fills
lists says that it is an example. ``EXAMPLES`` maps a name to a template and its page.
"""

from dataclasses import dataclass, field, replace

from kabar.content.markdown_source.directives import Html
from kabar.content.models.colours import Colours
from kabar.content.models.organisation import Reach
from kabar.content.models.portal import Logo
from kabar.figures.headline import headline_text
from kabar.pages.parts.content_security import policy
from kabar.pages.parts.figure_views import chart_of
from kabar.pages.parts.frame import contact_facts
from kabar.pages.parts.kinds import (
    AgendaPage,
    AgendaPart,
    AlphabetEntry,
    ArticlePage,
    AttachmentView,
    ConflictView,
    ContradictionsPage,
    CorrectionsPage,
    CorrectionView,
    Counted,
    CountryPage,
    FigureIndexPage,
    FigurePage,
    FigureSummary,
    FilterGroup,
    FrontBlock,
    FrontPage,
    Genuineness,
    IndexEntry,
    IndexPage,
    LatestPage,
    ListedCorrection,
    MastheadPage,
    NotFoundPage,
    ObservationClaim,
    Page,
    ProfilePage,
    RecordRow,
    RedirectPage,
    SearchPage,
    SectionPage,
    SourcePage,
    StaticPageView,
    TopicIndexPage,
    TopicPage,
    TopicWeight,
    YearRecordPage,
    YearTotals,
)
from kabar.pages.parts.views import (
    CalendarLink,
    Card,
    EventFacts,
    Fact,
    Feed,
    FigureTable,
    FigureText,
    Head,
    Link,
    Listing,
    Moment,
    ObservationView,
    Pager,
    Picture,
    SourceGroup,
    SourceView,
    StageView,
    Training,
)
from tests.theme.figures import CASES, GROWTH, MIXED, REAL

HOST = "https://kabar.example"


@dataclass(frozen=True)
class Licence:
    """As ``portal.Licence``, the part that templates read."""

    name: str
    url: str


@dataclass(frozen=True)
class Portal:
    """As ``portal.Portal``, the part that templates read."""

    name: str
    tagline: str
    description: str
    demo: bool
    licence: Licence | None
    publisher: str | None
    whatsapp_channel: str | None = None
    logo: Logo | None = None
    colours: Colours = field(default_factory=Colours)


PORTAL = Portal(
    name="Kabar IKM",
    tagline="Berita, bimtek, dan angka ekspor industri kecil dan menengah",
    description="Kabar IKM memuat berita industri kecil dan menengah Indonesia, keterangan tentang bimbingan "
    "teknis, dan angka ekspor yang selalu disertai sumbernya.",
    demo=True,
    licence=Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.id"),
    publisher="Kabar IKM",
)
BARE_PORTAL = Portal("Kabar", "Semboyan", "Isi portal.", False, None, None)


@dataclass(frozen=True)
class Example:
    """A page with the template that draws it, and the portal around it."""

    template: str
    page: Page
    portal: Portal = PORTAL


def _moment(iso: str, text: str) -> Moment:
    return Moment(iso, text)


MORNING = _moment("2019-05-26T01:35:00+07:00", "Minggu, 26 Mei 2019 01.35 WIB")
SHORT = _moment("2019-05-26T01:35:00+07:00", "26 Mei 2019 01.35 WIB")
CHANGED = _moment("2019-05-27T09:10:00+07:00", "Senin, 27 Mei 2019 09.10 WIB")
DEADLINE = _moment("2030-05-20T23:59:00+07:00", "20 Mei 2030 23.59 WIB")

BERITA = Link("Berita", "/berita/")
BIMTEK = Link("Bimtek", "/bimtek/")
EKSPOR = Link("Ekspor", "/ekspor/")
HOME = Link("Beranda", "/")

CARVING = Picture(
    "/gambar/ukiran-kawung.svg",
    "Papan kayu berukir motif kawung di atas meja kerja, dikelilingi tiga pahat, sebuah palu kayu, dan serutan.",
    "Ilustrasi: papan berukir dan perkakas ukir. Gambar ini bukan foto kegiatan di Pontianak.",
    "Ilustrasi: Kabar IKM",
    1200,
    675,
)
BOARDS = Picture(
    "/gambar/enam-papan.svg",
    "Enam papan kayu berjajar, dari kayu polos sampai berukir.",
    "Ilustrasi: enam tahap sebuah papan, dari kayu polos sampai berukir.",
    "Ilustrasi: Kabar IKM",
    1200,
    675,
)
SHIP = Picture(
    "/gambar/kapal-kerajinan.svg",
    "Kapal niaga membawa peti-peti bermotif anyaman.",
    "Ilustrasi: kerajinan berlayar ke pasar luar negeri.",
    "Ilustrasi: Kabar IKM",
    1200,
    675,
)

NEWS_CARD = Card(
    title="Tiga Puluh Warga Binaan di Pontianak Belajar Membuat Kerajinan Kayu",
    url="/berita/2019/warga-binaan-pontianak-belajar-kerajinan-kayu/",
    section=BERITA,
    published=SHORT,
    summary="Selama enam hari, 30 warga binaan Lembaga Pemasyarakatan Kelas IIA Pontianak mengikuti bimbingan "
    "teknis kerajinan kayu. Pelatihan ini diadakan Ditjen IKMA bersama Balai Besar Kerajinan dan Batik Yogyakarta.",
    photo=CARVING,
)
EXPORT_CARD = Card(
    title="Ekspor Kerajinan 2018 Tercatat dalam Dua Angka yang Berbeda",
    url="/ekspor/2019/ekspor-kerajinan-dua-angka/",
    section=EKSPOR,
    published=SHORT,
    summary="Nilai ekspor kerajinan Indonesia pada 2018 disebut US$1,2 miliar dalam satu berita dan US$870 juta "
    "dalam berita lain. Untuk 2019, pertumbuhannya ditargetkan hingga 9 persen.",
    photo=SHIP,
)


def _life(text: str, joinable: bool) -> Training:
    since = _moment("2019-05-19T00:00:00+07:00", "19 Mei 2019")
    stage = StageView(text.lower().replace(" ", "-"), text, since, joinable)
    return Training(
        stages=(StageView("akan-datang", "Akan datang", None, False), stage),
        now=stage,
        part="bisa-diikuti" if joinable else "lalu",
        starts="2030-05-27T00:00:00+07:00" if joinable else "2019-05-13T00:00:00+07:00",
        over="2030-05-30T00:00:00+07:00" if joinable else "2019-05-19T00:00:00+07:00",
        keys=(("provinsi", "id-kb"), ("topik", "ikm"), ("cara", "luring"), ("bulan", "2019-05")),
    )


TRAINING_CARD = Card(
    title="Bimtek Pembuatan Kerajinan Kayu di Lembaga Pemasyarakatan Kelas IIA Pontianak",
    url="/bimtek/2019/kerajinan-kayu-lapas-pontianak/",
    section=BIMTEK,
    published=_moment("2019-05-26", "26 Mei 2019"),
    summary="Bimbingan teknis enam hari bagi 30 warga binaan, 13–18 Mei 2019.",
    photo=BOARDS,
    when="13–18 Mei 2019",
    terms="30 orang · Ditjen IKMA · BBKB",
    place="Lembaga Pemasyarakatan Kelas IIA Pontianak, Kalimantan Barat",
    training=_life("Selesai", False),
)


def _open_training(number: int, title: str, when: str, place: str) -> Card:
    return replace(
        TRAINING_CARD,
        title=title,
        url=f"/bimtek/2030/contoh-{number}/",
        when=when,
        place=place,
        deadline=DEADLINE,
        training=_life("Pendaftaran dibuka", True),
        photo=None,
        summary="Contoh untuk menguji tampilan.",
    )


OPEN_TRAININGS = (
    _open_training(1, "Contoh: Bimtek Pewarnaan Alam untuk Perajin Batik", "27–29 Mei 2030", "Kota Pekalongan"),
    _open_training(2, "Contoh: Bimtek Pengemasan Pangan Olahan", "3 Juni 2030 08.00–16.00 WITA", "Daring"),
    _open_training(
        3,
        "Contoh: Bimtek Desain Mebel Rotan dan Penyusunan Harga Pokok bagi Perajin Pemula",
        "30 Juni–2 Juli 2030",
        "Balai Pelatihan, Kabupaten Cirebon, Jawa Barat",
    ),
)


def _examples(count: int, model: Card = NEWS_CARD) -> tuple[Card, ...]:
    titles = (
        "Contoh: Perajin Tenun di Sumba Timur Menata Ulang Pewarna Alam",
        "Contoh: Sentra Logam Tegal Membuka Bengkel Bersama",
        "Contoh: Panduan Singkat Mengurus Sertifikat Halal bagi Usaha Pangan Rumahan",
        "Contoh: Rotan Katingan",
        "Contoh: Koperasi Pengukir Jepara Menyusun Daftar Harga Bersama untuk Pembeli dari Luar Negeri",
    )
    return tuple(
        replace(
            model,
            title=titles[i % len(titles)],
            url=f"{model.section.url}2019/contoh-{i}/",
            summary="Contoh untuk menguji tampilan. Ringkasan berita biasanya satu atau dua kalimat dan tidak lebih.",
            photo=(BOARDS, None, SHIP, None)[i % 4],
        )
        for i in range(count)
    )


MEASURE = Link("Nilai ekspor kerajinan Indonesia", "/angka/ekspor-kerajinan/")
MAY = SourceView("Bisnis.com, 26 Mei 2019", "https://ekonomi.bisnis.com/contoh", 1)
APRIL = SourceView("Bisnis.com, 25 April 2019", "", 2)

TABLE = FigureTable(
    caption="Nilai ekspor kerajinan Indonesia",
    unit="dolar AS",
    rows=(
        ObservationView("1999", "300000000", "US$300.000.000", "aktual", "", (MAY,)),
        ObservationView("2018", "1200000000", "US$1.200.000.000", "aktual", "", (MAY,), "", "Angka berbeda"),
        ObservationView("2018", "870000000", "US$870.000.000", "aktual", "", (APRIL,), "", "Angka berbeda"),
    ),
    has_partners=False,
    measure=MEASURE,
)
CHART = chart_of(REAL)
GROWTH_TABLE = FigureTable(
    caption="Target pertumbuhan ekspor kerajinan Indonesia",
    unit="persen",
    rows=(
        ObservationView(
            "2019", "9", "9%", "target", "", (MAY,), "Batas atas target. Sumber menyebutnya hingga 9 persen.", "Target"
        ),
    ),
    has_partners=False,
    measure=Link("Target pertumbuhan ekspor kerajinan Indonesia", "/angka/pertumbuhan-ekspor-kerajinan/"),
)
GROWTH_CHART = chart_of(GROWTH)
# Every kind of bar, below zero too, with many partners.
MIXED_CHART = chart_of(MIXED)

TOPICS = (
    Link("Kerajinan kayu", "/topik/kerajinan-kayu/"),
    Link("Pembinaan kemandirian warga binaan", "/topik/pembinaan-kemandirian/"),
    Link("Batik", "/topik/batik/"),
    Link("Produk kerajinan tangan", "/topik/produk-kerajinan-tangan/"),
    Link("Bimtek", "/topik/bimtek/"),
    Link("IKM", "/topik/ikm/"),
)
WEIGHTS = tuple(
    TopicWeight(link, count, definition)
    for link, count, definition in (
        (TOPICS[5], 128, "Industri kecil dan menengah."),
        (TOPICS[3], 64, "Barang yang dibuat terutama dengan tangan."),
        (TOPICS[4], 31, ""),
        (Link("Ekspor", "/topik/ekspor/"), 17, ""),
        (TOPICS[0], 9, ""),
        (TOPICS[2], 8, ""),
        (TOPICS[1], 3, ""),
        (Link("Wirausaha baru", "/topik/wirausaha-baru/"), 2, ""),
        (Link("Penelitian dan pengembangan industri", "/topik/litbang-industri/"), 1, ""),
    )
)


def _head(title: str, url: str, **more) -> Head:
    return Head(
        title=f"{title} · Kabar IKM",
        description=f"Ringkasan: {title}",
        canonical=HOST + url,
        image="",
        image_alt="Motif kawung Kabar IKM",
        **more,
    )


def _around(heading: str, url: str, *trail: Link, **head) -> dict:
    menu = (
        BERITA,
        BIMTEK,
        EKSPOR,
        Link("Angka", "/angka/"),
        Link("Topik", "/topik/"),
        Link("Tentang", "/tentang/"),
    )
    return {
        "head": _head(heading, url, **head),
        "address": url,
        "heading": heading,
        "menu": tuple(replace(link, current=url.startswith(link.url)) for link in menu),
        "footer": (
            Link("Redaksi", "/redaksi/"),
            Link("Tentang kami", "/tentang/"),
            Link("Pedoman Media Siber", "/pedoman-media-siber/"),
            Link("Kontak", "/kontak/"),
            Link("Privasi", "/privasi/"),
            Link("Lembaga", "/lembaga/"),
            Link("Orang", "/orang/"),
        ),
        "contact": contact_facts(Reach(email="redaksi@kabar.example", phone="+62215550123", whatsapp="+6281234567890")),
        "breadcrumb": (HOME, *trail, Link(heading, url)) if trail or url != "/" else (),
    }


def _bare(heading: str, url: str) -> dict:
    return {"head": _head(heading, url), "address": url, "heading": heading}


BODY = (
    Html(
        "<p>Sebanyak 30 warga binaan Lembaga Pemasyarakatan Kelas IIA Pontianak, Kalimantan Barat, belajar membuat "
        "kerajinan kayu pada 13–18 Mei 2019. Mereka menjadi peserta <a href='/bimtek/2019/x/'>bimbingan teknis</a> "
        "yang diadakan Direktorat Jenderal Industri Kecil, Menengah, dan Aneka (Ditjen IKMA) Kementerian "
        "Perindustrian bersama Balai Besar Kerajinan dan Batik (BBKB) Yogyakarta.</p>"
        "<p>Kementerian menyampaikan hal itu dalam keterangan tertulis, Sabtu (25/5/2019). Bisnis.com memuatnya "
        "sehari kemudian.</p>"
        "<h2 id='materi'>Materi dari hasil penelitian</h2>"
        "<p>BBKB berada di bawah Badan Penelitian dan Pengembangan Industri (BPPI). Bidangnya tampak dari namanya: "
        "kerajinan dan batik. Kepala BPPI <a href='/orang/ngakan-timur-antara/'>Ngakan Timur Antara</a> menjelaskan "
        "bahwa materi pelatihan BBKB bertumpu pada penelitian dan pengembangan.</p>"
        "<h2 id='sektor'>Sektor terbesar menurut jumlah usaha</h2>"
        "<p>Kerajinan dijual sampai ke luar negeri. Keterangan kementerian menyebut nilai ekspor kerajinan "
    ),
    FigureText("1200000000", "US$1,2 miliar", MEASURE, (1,)),
    Html(" pada 2018, empat kali nilai pada 1999, yaitu "),
    FigureText("300000000", "US$300 juta", MEASURE, (1,)),
    Html(".</p>"),
)
RICH_BODY = (
    *BODY,
    CHART,
    TABLE,
    Html(
        "<h2 id='daftar'>Daftar dan kutipan</h2><ul><li>Pahat dan palu kayu</li><li>Ampelas, dari yang kasar sampai"
        " yang halus</li></ul><ol><li>Gambar pola</li><li>Pahat garis"
        " luar</li><li>Haluskan</li></ol><blockquote><p>Keterampilan itu dapat dipakai untuk bekerja atau membuka"
        " usaha.</p></blockquote><div class='admonition penting'><p class='admonition-title'>Penting</p><p>Kuota"
        " terbatas.</p></div><div class='admonition catatan'><p class='admonition-title'>Catatan</p><p>Bawa KTP dan"
        " NIB.</p></div><div class='table-scroll' tabindex='0' role='region' aria-label='Tabel'><table><thead><tr><th"
        " scope='col'>Hari</th><th scope='col'>Materi</th><th scope='col' class='cell-end'>Jam pelajaran</th><th"
        " scope='col'>Instruktur</th><th scope='col'>Perlengkapan yang"
        " disiapkan</th></tr></thead><tbody><tr><td>Senin</td><td>Pengenalan&nbsp;kayu&nbsp;dan&nbsp;perkakas</td><td"
        " class='cell-end'>8</td><td>Edi&nbsp;Eskak</td><td>Pahat,&nbsp;palu,&nbsp;ampelas</td></tr>"
        "<tr><td>Selasa</td><td>Membuat"
        " pola</td><td class='cell-end'>12</td><td>Edi"
        " Eskak</td><td>Pensil</td></tr></tbody></table></div><pre><code>nib:"
        " contoh-baris-kode-yang-panjang-sekali-dan-tidak-dipotong-potong-oleh-siapa-pun\n</code></pre><p>Lihat catatan"
        " kaki.<sup id='fnref-1'><a class='footnote-ref' href='#fn-1'"
        " role='doc-noteref'>1</a></sup></p><hr><dl><dt>Terbuka</dt><dd>Siapa pun yang memenuhi syarat dapat"
        " mendaftar.</dd></dl><figure><img src='/gambar/enam-papan.svg' alt='Enam papan kayu' width='1200'"
        " height='675'><figcaption>Gambar di dalam tulisan.</figcaption></figure><div class='footnote'"
        " role='doc-endnotes' aria-label='Catatan kaki'><hr><ol><li id='fn-1'><p>Isi catatan kaki. <a"
        " class='footnote-backref' href='#fnref-1' role='doc-backlink' aria-label='Kembali ke teks (catatan"
        " 1)'>↩</a></p></li></ol></div>"
    ),
)

SHARE = (
    Link("WhatsApp", "https://wa.me/?text=Judul%20https%3A%2F%2Fkabar.example%2F"),
    Link("Telegram", "https://t.me/share/url?url=https%3A%2F%2Fkabar.example%2F"),
    Link("Facebook", "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fkabar.example%2F"),
    Link("X", "https://x.com/intent/post?url=https%3A%2F%2Fkabar.example%2F"),
    Link("Surel", "mailto:?subject=Judul&body=https%3A%2F%2Fkabar.example%2F"),
)
EDITORS = Link("Redaksi Kabar IKM", "/lembaga/redaksi/")
BASED_ON = (
    SourceView("Bisnis.com, 26 Mei 2019", "https://ekonomi.bisnis.com/contoh"),
    SourceView("Kementerian Perindustrian, “Keterangan tertulis yang dikutip Bisnis.com”, 25 Mei 2019"),
)

_PLAIN = {
    "badge": "",
    "lead": "",
    "authors": (),
    "editor": None,
    "published": MORNING,
    "modified": None,
    "photo": None,
    "dateline": "",
    "body": (),
    "topics": (),
    "based_on": (),
    "figure_sources": (),
    "corrections": (),
    "attachments": (),
    "gallery": (),
    "facts": (),
    "outcome": "",
    "translations": (),
    "related": (),
    "share": (),
}

NEWS = ArticlePage(
    **_around(
        NEWS_CARD.title,
        NEWS_CARD.url,
        BERITA,
        Link("2019", "/berita/2019/"),
        kind="article",
        published=MORNING.iso,
        modified=MORNING.iso,
        section="Berita",
        topics=tuple(topic.label for topic in TOPICS),
        feeds=(Feed("Kabar IKM: semua tulisan (Atom)", "/atom.xml", "application/atom+xml"),),
        json_ld=('{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "A \\u003c B"}',),
    ),
    **_PLAIN
    | {
        "section": BERITA,
        "lead": NEWS_CARD.summary,
        "authors": (EDITORS,),
        "photo": CARVING,
        "dateline": "JAKARTA",
        "body": BODY,
        "topics": TOPICS,
        "based_on": BASED_ON,
        "figure_sources": (MAY,),
        "related": (TRAINING_CARD, EXPORT_CARD, _examples(1)[0]),
        "share": SHARE,
    },
)
RICH_NEWS = replace(
    NEWS,
    **{
        "badge": "Draf",
        "authors": (
            EDITORS,
            Link("Ngakan Timur Antara", "/orang/ngakan-timur-antara/"),
            Link("Edi Eskak", "/orang/e/"),
        ),
        "editor": EDITORS,
        "modified": CHANGED,
        "body": RICH_BODY,
        "figure_sources": (MAY, APRIL),
        "corrections": (
            CorrectionView(
                "Koreksi",
                CHANGED,
                "Jumlah peserta semula tertulis 300; yang benar 30.",
                Link("Selengkapnya", "/kebijakan-redaksi/"),
                "k-koreksi-1",
            ),
            CorrectionView("Hak jawab", CHANGED, "Balai menjelaskan materi pelatihan.", None, "k-koreksi-2"),
        ),
        "attachments": (
            AttachmentView("Jadwal pelatihan", "/berkas/jadwal.pdf", "Jadwal", "PDF, 120 kB"),
            AttachmentView("Daftar alat", "/berkas/alat.xlsx", "", "XLSX, 8 kB"),
        ),
        "gallery": (BOARDS, SHIP, CARVING),
        "translations": (Link("Read in English", "/berita/2019/en/"),),
    },
)
WITHDRAWN = ArticlePage(
    **_around("Contoh: Tulisan yang Dicabut", "/berita/2019/dicabut/", BERITA, noindex=True),
    **_PLAIN | {
        "section": BERITA,
        "badge": "Dicabut",
        "authors": (EDITORS,),
        "modified": CHANGED,
        "corrections": (
            CorrectionView(
                "Pencabutan", CHANGED, "Dicabut karena sumbernya tidak dapat dipastikan.", None, "k-koreksi-1"
            ),
        ),
    },
    withdrawn=True,
)
ENGLISH = replace(
    NEWS,
    **_around("Thirty Inmates in Pontianak Learn Wood Craft", "/berita/2019/en/", BERITA, translations=(
        ("en", HOST + "/berita/2019/en/"),
        ("id", HOST + NEWS_CARD.url),
    )),
    lang="en",
    lead="For six days 30 inmates were trained in wood craft.",
    dateline="JAKARTA",
    body=(Html("<p>Thirty inmates of the penitentiary in Pontianak learned to make wood craft.</p>"),),
    translations=(Link("Baca dalam bahasa Indonesia", NEWS_CARD.url),),
)  # fmt: skip

TRAINING_FACTS = (
    Fact("Peserta", ("Khusus peserta yang ditunjuk",)),
    Fact("Syarat", ("Warga binaan Lembaga Pemasyarakatan Kelas IIA Pontianak",)),
    Fact(
        "Penyelenggara",
        (
            Link("Direktorat Jenderal Industri Kecil, Menengah, dan Aneka", "/lembaga/ditjen-ikma/"),
            Link("Balai Besar Kerajinan dan Batik", "/lembaga/bbkb/"),
        ),
    ),
    Fact(
        "Narasumber/instruktur", (Link("Edi Eskak", "/orang/edi-eskak/"), "peneliti, Balai Besar Kerajinan dan Batik")
    ),
    Fact("Sertifikat", ("Sertifikat bimtek pembuatan kerajinan kayu",)),
    Fact("Jumlah peserta", ("30 orang",)),
)
TRAINING = replace(
    NEWS,
    **_around(TRAINING_CARD.title, TRAINING_CARD.url, BIMTEK, Link("2019", "/bimtek/2019/")),
    section=BIMTEK,
    lead="Bimbingan teknis enam hari bagi 30 warga binaan, 13–18 Mei 2019, oleh Ditjen IKMA bersama Balai Besar "
    "Kerajinan dan Batik Yogyakarta. Peserta dibekali keterampilan mengolah kayu dan sertifikat.",
    photo=BOARDS,
    dateline="",
    body=(*BODY[:1], Html("US$1,2 miliar.</p>")),
    figure_sources=(),
    facts=TRAINING_FACTS,
    training=_life("Selesai", False),
    event=EventFacts(
        reason="",
        when=_moment("2019-05-13", "Senin–Sabtu, 13–18 Mei 2019"),
        place="Lembaga Pemasyarakatan Kelas IIA Pontianak, Kalimantan Barat",
        cost="Belum dicantumkan",
    ),
    backlinks=(NEWS_CARD,),
    genuineness=Genuineness(
        (Fact("Kontak resmi BBKB", (Link("bbkb.example", "https://bbkb.example/"),)),),
        Link("Cara memeriksa undangan dan melapor", "/undangan-palsu/"),
    ),
    series=(OPEN_TRAININGS[0],),
    outcome="Sebanyak 30 warga binaan mengikuti pelatihan selama enam hari. Keterampilan dan sertifikat dari Ditjen "
    "IKMA menjadi bekal mereka untuk bekerja atau membuka usaha sesudah masa pidana selesai.",
    gallery=(BOARDS, CARVING),
    related=(NEWS_CARD, EXPORT_CARD),
)
OPEN_TRAINING = replace(
    TRAINING,
    **_around(OPEN_TRAININGS[0].title, OPEN_TRAININGS[0].url, BIMTEK, Link("2030", "/bimtek/2030/")),
    lead="Contoh untuk menguji tampilan: tiga hari praktik pewarnaan dengan indigo, soga, dan mengkudu.",
    training=_life("Pendaftaran dibuka", True),
    event=EventFacts(
        reason="",
        when=_moment("2030-05-27T08:00:00+07:00", "Senin–Rabu, 27–29 Mei 2030, 08.00–16.00 WIB"),
        place="Balai Pelatihan Industri, Kota Pekalongan, Jawa Tengah",
        cost="Gratis, tidak dipungut biaya",
        deadline=DEADLINE,
        entry=Link("Isi formulir", "https://kabar.example/daftar"),
        contacts=(Link("Contoh, WhatsApp +62 812 0000 0000", "https://wa.me/6281200000000"),),
    ),
    backlinks=(),
    series=(),
    message="*Contoh*\n\nWaktu: 27–29 Mei 2030\n",
    outcome="",
    gallery=(),
    photo=None,
    related=(),
    facts=(
        Fact(
            "Alamat", ("Jalan Contoh 12, Pekalongan", Link("Lihat di peta", "https://peta.example/?query=Pekalongan"))
        ),
        Fact("Peserta", ("Terbuka untuk umum",)),
        Fact("Syarat", ("Perajin batik dengan usaha yang sudah berjalan satu tahun", "Berusia 18 tahun ke atas")),
        Fact("Berkas yang disiapkan", ("KTP", "Nomor induk berusaha (NIB)", "Foto tiga produk")),
        Fact("Kuota", ("40 orang", "Kota Pekalongan: 20 orang", "Kabupaten Batang: 20 orang")),
        Fact("Ditanggung penyelenggara", ("akomodasi", "konsumsi", "bahan praktik")),
    ),
)
EXPORT = replace(
    NEWS,
    **_around(EXPORT_CARD.title, EXPORT_CARD.url, EKSPOR, Link("2019", "/ekspor/2019/")),
    section=EKSPOR,
    lead=EXPORT_CARD.summary,
    photo=SHIP,
    body=(
        Html(
            "<p>Berapa nilai ekspor kerajinan Indonesia pada 2018? Jawabannya bergantung pada berita yang dibaca. "
            "Bisnis.com pada 26 Mei 2019, berdasarkan keterangan Kementerian Perindustrian sehari sebelumnya, "
            "menyebut US$1,2 miliar. Media yang sama pada 25 April 2019 menyebut US$870 juta.</p>"
            "<h2 id='dua-angka'>Dua angka, satu tahun</h2>"
            "<p>Kami tidak tahu sebab perbedaan itu. Karena itu kami tidak memilih salah satu dan tidak mengambil "
            "tengahnya. Keduanya kami simpan dengan sumber dan tanggalnya.</p>"
        ),
        CHART,
        Html("<p>Untuk 2019, ekspor kerajinan ditargetkan tumbuh hingga "),
        FigureText("9", "9 persen", GROWTH_TABLE.measure, (1,)),
        Html(".</p>"),
    ),
    facts=(
        Fact("Produk", ("produk kerajinan",)),
        Fact("Negara tujuan", ("Amerika Serikat", "Jepang", "Belanda", "Inggris Raya")),
        Fact("Angka", (MEASURE, GROWTH_TABLE.measure)),
    ),
    related=(NEWS_CARD, TRAINING_CARD),
)

BLOCKS = (
    FrontBlock("trainings", "Bimtek yang masih bisa diikuti", Link("Semua bimtek", "/bimtek/")),
    FrontBlock("news", "Berita", Link("Semua berita", "/berita/"), _examples(4)),
    FrontBlock("export", "Ekspor", Link("Semua ekspor", "/ekspor/"), (EXPORT_CARD, *_examples(3, EXPORT_CARD))),
    FrontBlock("explainers", "Penjelasan", Link("Semua tentang Penjelasan", "/topik/penjelasan/"), _examples(4)),
    FrontBlock("topic", "Batik", Link("Semua tentang Batik", "/topik/batik/"), _examples(4), "Kain bergambar."),
    FrontBlock("figure", "Angka ekspor", Link("Semua angka", "/angka/")),
    FrontBlock("topics", "Topik", Link("Semua topik", "/topik/")),
)
FRONT = FrontPage(
    **_around("Kabar IKM", "/"),
    tagline=PORTAL.tagline,
    lead=NEWS_CARD,
    latest=(EXPORT_CARD, TRAINING_CARD, *_examples(6)),
    blocks=BLOCKS,
    trainings=OPEN_TRAININGS,
    trainings_empty="",
    provinces=(Link("DI Yogyakarta", "/bimtek/provinsi/id-yo/"), Link("Jawa Barat", "/bimtek/provinsi/id-jb/")),
    is_joinable=True,
    figure=CHART,
    topics=WEIGHTS,
)
# As the portal's own content makes it.
REAL_FRONT = replace(
    FRONT,
    latest=(TRAINING_CARD, EXPORT_CARD),
    trainings=(),
    provinces=(),
    is_joinable=False,
    trainings_empty="Saat ini belum ada bimtek yang membuka pendaftaran. Begitu ada, jadwal dan batas "
    "pendaftarannya tampil di sini.",
)


def _section(link: Link, section: str, intro: str, cards: tuple[Card, ...], **more) -> SectionPage:
    return SectionPage(
        **_around(link.label, link.url),
        section=section,
        intro=intro,
        listing=Listing(link.label, cards, Pager(0, None, Link("Lebih lama", f"{link.url}hal/7/"))),
        years=tuple(Link(str(year), f"{link.url}{year}/") for year in range(2026, 2018, -1)),
        **more,
    )


NEWS_SECTION = _section(
    BERITA,
    "berita",
    "Kabar tentang industri kecil dan menengah Indonesia.",
    (NEWS_CARD, *_examples(6)),
    explainers=FrontBlock(
        "explainers",
        "Penjelasan",
        Link("Semua tentang Penjelasan", "/topik/penjelasan/"),
        _examples(4),
        "Tulisan yang menjelaskan.",
    ),
)
AGENDA = AgendaPage(
    **_around(BIMTEK.label, BIMTEK.url),
    intro="Bimbingan teknis untuk pelaku industri kecil dan menengah: kapan, di mana, untuk siapa.",
    parts=(
        AgendaPart(
            "bisa-diikuti",
            "Masih bisa diikuti",
            OPEN_TRAININGS,
            "Belum ada.",
            2,
            ("Mei 2030", "Juni 2030", "Juni 2030"),
        ),
        AgendaPart("berlangsung", "Sedang berlangsung", ()),
        AgendaPart("akan-datang", "Akan datang", ()),
        AgendaPart("lalu", "Sudah lewat", (TRAINING_CARD,), shown=0, months=("Mei 2019",), by_month=True),
    ),
    filters=(
        FilterGroup("provinsi", "Provinsi", (("id-kb", Link("Kalimantan Barat", "/bimtek/provinsi/id-kb/")),)),
        FilterGroup("cara", "Cara", (("luring", Link("Tatap muka", "/bimtek/cara/luring/")),)),
    ),
    years=tuple(Link(str(year), f"/bimtek/{year}/") for year in range(2026, 2018, -1)),
    follow=(Link("Kalender semua bimtek (.ics)", "/bimtek/agenda.ics"),),
    calendars=(
        CalendarLink("Semua bimtek", "webcal://kabar.example/bimtek/agenda.ics", "/bimtek/agenda.ics"),
        CalendarLink(
            "Batas pendaftaran saja, dengan pengingat",
            "webcal://kabar.example/bimtek/batas-pendaftaran.ics",
            "/bimtek/batas-pendaftaran.ics",
        ),
    ),
)
COUNTRY = CountryPage(
    **_around("Ekspor ke Amerika Serikat", "/ekspor/negara/us/", EKSPOR),
    intro="Angka dan kabar ekspor produk IKM Indonesia ke Amerika Serikat.",
    tables=(GROWTH_TABLE,),
    listing=Listing("Kabar ekspor ke Amerika Serikat", (EXPORT_CARD,)),
)
SOURCE_PAGE = SourcePage(
    **_around("Warga Binaan Lapas Jadi Incaran", "/sumber/bisnis-2019/", Link("Sumber", "/sumber/")),
    facts=(
        Fact("Penerbit", ("Bisnis.com",)),
        Fact("Alamat", (Link("https://ekonomi.example/" + "a" * 90, "https://ekonomi.example/"),)),
    ),
    tables=(GROWTH_TABLE,),
    listing=Listing("Tulisan yang memakai sumber ini", (EXPORT_CARD,)),
)
CONFLICT = ConflictView(
    "2018",
    "1,4 kali",
    (
        ObservationClaim("US$870 juta", replace(APRIL, number=0), "Disampaikan lagi pada 11 September 2019."),
        ObservationClaim("US$1,2 miliar", replace(MAY, number=0)),
    ),
)
CONTRADICTIONS = ContradictionsPage(
    **_around("Angka yang bertentangan", "/angka/pertentangan/", Link("Angka", "/angka/")),
    intro="Angka yang tidak mungkin semuanya benar: siapa menyebut berapa, kapan, dan apa yang menjelaskannya.",
    contradictions=(replace(CONFLICT, measure=Link("Nilai ekspor kerajinan", "/angka/ekspor-kerajinan/#k-berbeda")),),
    pager=Pager(),
    empty="",
    follow=(Link("Umpan Atom pertentangan", "/angka/pertentangan/atom.xml"),),
)
FOUND_TRAININGS = replace(
    AGENDA,
    **_around("Bimtek di Kalimantan Barat", "/bimtek/provinsi/id-kb/", BIMTEK),
    parts=(AgendaPart("bisa-diikuti", "Masih bisa diikuti", (), "Saat ini belum ada."), *AGENDA.parts[1:3]),
    past=Listing("Sudah lewat", (TRAINING_CARD,), Pager(0, None, Link("Lebih lama", "/bimtek/provinsi/id-kb/hal/1/"))),
    filters=(),
    years=(),
)
YEAR_RECORD = YearRecordPage(
    **_around("Bimtek 2019", "/bimtek/2019/", BIMTEK),
    intro="Semua bimtek yang dimulai pada 2019, dengan jumlah kursi dan pesertanya.",
    totals=(Fact("Bimtek", ("2",)), Fact("Peserta", ("30 (dicatat pada 1 dari 2 bimtek)",))),
    rows=(
        RecordRow(TRAINING_CARD, ("Ditjen IKMA", "BBKB"), "30", "30"),
        RecordRow(OPEN_TRAININGS[2], ("Contoh: Balai",), "", ""),
    ),
    download=Link("Unduh rekap 2019 (CSV)", "/bimtek/2019/rekap.csv"),
    announced=(OPEN_TRAININGS[0],),
)
EXPORT_SECTION = _section(
    EKSPOR,
    "ekspor",
    "Kabar ekspor produk industri kecil dan menengah, dengan angka dan sumbernya.",
    (EXPORT_CARD, *_examples(3, EXPORT_CARD)),
    figures=(CHART,),
)
CLOSED_SECTION = replace(
    NEWS_SECTION,
    **_around("Berita, halaman 6", "/berita/hal/6/", BERITA),
    intro="",
    listing=Listing(
        "Berita, halaman 6",
        _examples(4),
        Pager(6, Link("Lebih baru", "/berita/hal/7/"), Link("Lebih lama", "/berita/hal/5/")),
    ),
    years=(),
)
LATEST = LatestPage(
    **_around("Berita terkini", "/terkini/"),
    listing=Listing("Berita terkini", (NEWS_CARD, EXPORT_CARD, TRAINING_CARD, *_examples(7))),
)
SEARCH = SearchPage(
    **_around("Cari", "/cari/"),
    policy=policy(script_src="'wasm-unsafe-eval'", form_action="'self' https://duckduckgo.com"),
    intro="Cari tulisan, bimtek, topik, angka, dan lembaga di portal ini.",
    elsewhere="https://duckduckgo.com/",
    site="kabar.example",
    ways=(Link("Semua topik", "/topik/"), Link("Agenda bimtek", "/bimtek/")),
    topics=TOPICS,
)
TOPIC = TopicPage(
    joinable=OPEN_TRAININGS[:1],
    is_joinable=True,
    follow=(Link("Umpan Atom topik Kerajinan kayu", "/topik/kerajinan-kayu/atom.xml"),),
    **_around("Kerajinan kayu", "/topik/kerajinan-kayu/", Link("Topik", "/topik/"), TOPICS[3]),
    definition="Benda pakai dan hias dari kayu yang dibuat terutama dengan tangan: ukiran, bubutan, dan anyaman bilah.",
    body=(Html("<p>Jepara dan Klungkung dikenal dengan ukirannya. Kayu jati, mahoni, dan suar lazim dipakai.</p>"),),
    synonyms=("ukir kayu", "kriya kayu"),
    broader=(TOPICS[3],),
    narrower=(Link("Ukiran Jepara", "/topik/ukiran-jepara/"), Link("Mainan kayu", "/topik/mainan-kayu/")),
    related=(TOPICS[1],),
    counts=(Fact("Berita", ("12",)), Fact("Bimtek", ("3",)), Fact("Ekspor", ("1",))),
    figures=(FigureSummary(MEASURE, "2018: US$1,2 miliar; sumber lain menyebut US$870 juta"),),
    more_figures=(GROWTH_TABLE.measure,),
    newest=Listing("Terbaru tentang Kerajinan kayu", (NEWS_CARD, TRAINING_CARD, EXPORT_CARD, *_examples(2))),
    listing=Listing(
        "Tulisan lain tentang Kerajinan kayu",
        _examples(5),
        Pager(0, None, Link("Lebih lama", "/topik/kerajinan-kayu/hal/1/")),
    ),
)
TOPIC_INDEX = TopicIndexPage(
    **_around("Topik", "/topik/"),
    intro="Semua topik portal ini. Tulisan pada topik yang sempit juga terhitung pada topik induknya.",
    tree=(
        TopicWeight(TOPICS[5], 128, "Usaha industri berskala kecil dan menengah.", (
            TopicWeight(Link("Wirausaha baru", "/topik/wirausaha-baru/"), 2, "Usaha yang baru dimulai."),
        )),
        TopicWeight(Link("Kerajinan", "/topik/kerajinan/"), 70, "Membuat barang dengan keterampilan tangan.", (
            TopicWeight(TOPICS[3], 64, "Barang yang dibuat terutama dengan tangan.", (
                TopicWeight(TOPICS[0], 9, "Benda pakai dan hias dari kayu."),
                TopicWeight(TOPICS[2], 8, "Kain bergambar yang dibuat dengan perintang malam."),
            )),
        )),
        TopicWeight(Link("Ekspor", "/topik/ekspor/"), 17),
    ),
    alphabet=(
        ("B", (AlphabetEntry("Batik", TOPICS[2], False, 8), AlphabetEntry("Bimbingan teknis", TOPICS[4], True, 31),
               AlphabetEntry("Bimtek", TOPICS[4], False, 31))),
        ("I", (AlphabetEntry("IKM", TOPICS[5], False, 128),
               AlphabetEntry("Industri kecil dan menengah", TOPICS[5], True, 128))),
        ("K", (AlphabetEntry("Kerajinan kayu", TOPICS[0], False, 9), AlphabetEntry("Kriya kayu", TOPICS[0], True, 9))),
    ),
)  # fmt: skip
PROFILE = ProfilePage(
    totals=(Fact("Bimtek", ("2",)), Fact("Peserta", ("30 (dicatat pada 1 dari 2 bimtek)",))),
    trainings=(YearTotals(Link("2019", "/bimtek/2019/"), "2", Counted("30"), Counted("30", "1 dari 2 bimtek")),),
    training_ways=(Link("Semua bimtek lembaga ini", "/bimtek/lembaga/bbkb/"),),
    **_around("Balai Besar Kerajinan dan Batik", "/lembaga/bbkb/", Link("Lembaga", "/lembaga/")),
    kind="Lembaga pemerintah",
    subtitle="BBKB",
    facts=(
        Fact("Bagian dari", (Link("Badan Penelitian dan Pengembangan Industri", "/lembaga/bppi/"),)),
        Fact("Alamat", ("Jalan Kusumanegara 7, Yogyakarta",)),
        Fact("Situs resmi", (Link("bbkb.example", "https://bbkb.example/"),)),
        Fact(
            "Kontak",
            (Link("halo@bbkb.example", "mailto:halo@bbkb.example"), Link("+62\u00a0274\u00a0000", "tel:+62274000")),
        ),
    ),
    body=(Html("<p>Balai ini meneliti dan mengembangkan kerajinan dan batik.</p>"),),
    listing=Listing("Tulisan terkait", (NEWS_CARD, TRAINING_CARD)),
)
INDEX = IndexPage(
    **_around("Lembaga", "/lembaga/"),
    intro="Lembaga yang menyelenggarakan bimtek, membina IKM, atau menjadi sumber berita.",
    groups=(
        (
            "Lembaga pemerintah",
            (
                IndexEntry(Link("Balai Besar Kerajinan dan Batik", "/lembaga/bbkb/"), "BBKB"),
                IndexEntry(
                    Link("Direktorat Jenderal Industri Kecil, Menengah, dan Aneka", "/lembaga/ditjen-ikma/"),
                    "Ditjen IKMA",
                ),
                IndexEntry(Link("Lembaga Pemasyarakatan Kelas IIA Pontianak", "/lembaga/lapas-pontianak/"), ""),
            ),
        ),
        ("Media", (IndexEntry(Link("Bisnis.com", "/lembaga/bisnis-com/"), ""),)),
    ),
    empty="",
)
FIGURE = FigurePage(
    cite="Kabar IKM, “Nilai ekspor kerajinan”, https://kabar.example/angka/ekspor-kerajinan/",
    downloads=(Link("CSV", "/angka/ekspor-kerajinan/data.csv"), Link("JSON", "/angka/ekspor-kerajinan/data.json")),
    **_around("Nilai ekspor kerajinan Indonesia", "/angka/ekspor-kerajinan/", Link("Angka", "/angka/")),
    summary="Nilai ekspor produk kerajinan Indonesia dalam satu tahun, dalam dolar Amerika Serikat, sebagaimana "
    "dimuat media.",
    latest="",
    facts=(
        Fact("Yang diukur", ("nilai ekspor kerajinan",)),
        Fact("Satuan", ("dolar AS",)),
        Fact("Wilayah", ("Indonesia",)),
    ),
    chart=CHART,
    table=TABLE,
    conflicts=(
        CONFLICT,
    ),
    sources=(
        SourceGroup(
            "3 angka dari Bisnis.com",
            (SourceView("25 April 2019"), SourceView("“Warga Binaan Lapas Jadi Incaran”, 26 Mei 2019", MAY.url)),
        ),
    ),
    topics=TOPICS[2:4],
    used_by=(EXPORT_CARD,),
)
FIGURE_INDEX = FigureIndexPage(
    **_around("Angka", "/angka/"),
    intro="Angka yang dipakai di portal ini, masing-masing dengan sumbernya.",
    groups=(("Ekspor", (
        FigureSummary(MEASURE, headline_text(REAL)),
        FigureSummary(GROWTH_TABLE.measure, headline_text(GROWTH)),
        FigureSummary(Link("Contoh: kenaikan", "/angka/contoh/"), headline_text(MIXED)),
    )),),
)
STATIC = StaticPageView(
    **_around("Apa itu bimtek, dan bagaimana mengikutinya?", "/apa-itu-bimtek/"),
    lead="Bimbingan teknis adalah pelatihan singkat yang berisi praktik. Inilah jenisnya, cara mendaftar, yang perlu "
    "disiapkan, dan cara memeriksa undangan.",
    body=(RICH_BODY[-1],),
    modified=_moment("2026-11-24", "24 November 2026"),
)
MASTHEAD = MastheadPage(
    **_around("Redaksi", "/redaksi/"),
    intro="Penerbit dan penanggung jawab Kabar IKM, sesuai dengan Pasal 12 UU 40/1999 tentang Pers.",
    facts=(
        Fact("Penerbit", ("Kabar IKM",)),
        Fact("Penanggung jawab", ()),
        Fact("Alamat redaksi", ()),
        Fact("Kontak", (Link("redaksi@kabar.example", "mailto:redaksi@kabar.example"),)),
    ),
    links=(Link("Pedoman Media Siber", "/pedoman-media-siber/"), Link("Kebijakan redaksi", "/kebijakan-redaksi/")),
)
NOT_FOUND = NotFoundPage(
    **_around("Halaman tidak ditemukan", "/404.html", noindex=True) | {"breadcrumb": ()},
    topics=WEIGHTS,
    links=(
        Link("Beranda", "/"),
        Link("Cari di portal ini", "/cari/"),
        Link("Berita terkini", "/terkini/"),
        Link("Semua topik", "/topik/"),
    ),
)
REDIRECT = RedirectPage(
    **_around("Halaman dipindahkan", "/topik/industri-kecil/", noindex=True) | {"breadcrumb": ()},
    target=Link("/topik/ikm/", "/topik/ikm/"),
    target_absolute=HOST + "/topik/ikm/",
)

# Words that do not fit: one of 60 letters, a title of 200, an address as a title.
LONG_WORD = "Mempertanggungjawabkannyapertanggungjawabanketidakberdayaannya"
LONG_TITLE = (
    f"{LONG_WORD} <Batik & Tenun> https://kabar.example/alamat/yang/panjang/sekali/dan/tidak/ada/spasinya "
    "serta judul yang tetap berlanjut sampai batas panjangnya habis 😀"
)
HARD_CARD = replace(
    TRAINING_CARD,
    title=LONG_TITLE,
    summary=f"{LONG_WORD} {LONG_WORD}",
    place=LONG_WORD,
    deadline=DEADLINE,
    badge="Draf",
)
HARD_NEWS = replace(
    RICH_NEWS,
    heading=LONG_TITLE,
    lead=LONG_WORD * 2,
    dateline=LONG_WORD,
    topics=(Link(LONG_WORD, "/topik/x/"), *TOPICS),
    authors=(Link(LONG_WORD, "/orang/x/"),),
    body=(Html(f"<h2 id='x'>{LONG_WORD}</h2><p>{LONG_WORD}</p>"), *RICH_BODY, MIXED_CHART, MIXED_CHART.table),
    facts=(Fact(LONG_WORD, (LONG_WORD, Link(LONG_WORD, "/x/"))),),
    based_on=(SourceView(LONG_WORD * 2),),
    related=(HARD_CARD, HARD_CARD),
)
HARD_FRONT = replace(
    FRONT,
    lead=HARD_CARD,
    latest=(HARD_CARD,) * 2,
    trainings=(replace(HARD_CARD, training=OPEN_TRAININGS[0].training),) * 2,
    figure=MIXED_CHART,
    topics=(TopicWeight(Link(LONG_WORD, "/topik/x/"), 1234567), *WEIGHTS),
    menu=tuple(Link(f"Bagian yang panjang {number}", f"/{number}/") for number in range(9)),
)
HARD_TRAINING = replace(HARD_CARD, training=OPEN_TRAININGS[0].training, when=LONG_WORD, place=LONG_WORD)
HARD_AGENDA = replace(
    AGENDA,
    parts=(
        AgendaPart("bisa-diikuti", LONG_WORD, (HARD_TRAINING, *OPEN_TRAININGS), LONG_WORD, months=("Mei 2030",) * 4),
    ),
    filters=(FilterGroup("topik", "Topik", (("x", Link(LONG_WORD, "/bimtek/topik/x/")),)),),
)
HARD_RECORD = replace(
    YEAR_RECORD, rows=(RecordRow(HARD_TRAINING, (LONG_WORD,), "1.234.567", "1.234.567"),), announced=(HARD_TRAINING,)
)
HARD_LIST = Listing(LONG_WORD, (HARD_CARD, *OPEN_TRAININGS))
HARD_TOPICS = replace(
    TOPIC_INDEX,
    tree=(TopicWeight(Link(LONG_WORD, "/x/"), 1, LONG_WORD, (TopicWeight(Link(LONG_WORD, "/x/"), 1, "", (
        TopicWeight(Link(LONG_WORD, "/x/"), 1),)),)),),
    alphabet=tuple((letter, (AlphabetEntry(LONG_WORD, Link(LONG_WORD, "/x/"), True, 1),)) for letter in "ABCDEFGHIJKL"),
)  # fmt: skip

CORRECTIONS = CorrectionsPage(
    **_around("Koreksi", "/koreksi/", Link("Koreksi", "/koreksi/")),
    intro="Semua koreksi, ralat, hak jawab, pencabutan, dan pemulihan di portal ini.",
    corrections=(
        ListedCorrection(Link("Perajin rotan karangan", "/berita/2019/rotan/#k-koreksi-1"), RICH_NEWS.corrections[0]),
        ListedCorrection(
            Link("Weavers, made up", "/berita/2019/weavers/#k-koreksi-1"), RICH_NEWS.corrections[-1], "en"
        ),
    ),
    pager=Pager(0, None, Link("Lebih lama", "/koreksi/hal/3/")),
    empty="",
    report=Link("Cara melaporkan kekeliruan", "/kontak/"),
    follow=(Link("Umpan Atom koreksi", "/koreksi/atom.xml"),),
)

EMPTY_LISTING = Listing("Berita", (), Pager(), "Belum ada berita. Berita yang terbit akan tampil di sini.")

FULL = {
    "index": Example("index", FRONT),
    "berita": Example("berita", NEWS),
    "berita-kaya": Example("berita", RICH_NEWS),
    "berita-dicabut": Example("berita", WITHDRAWN),
    "berita-inggris": Example("berita", ENGLISH),
    "bimtek": Example("bimtek", TRAINING),
    "bimtek-dibuka": Example("bimtek", OPEN_TRAINING),
    "ekspor": Example("ekspor", EXPORT),
    "halaman": Example("halaman", STATIC),
    "tag": Example("tag", TOPIC),
    "tags": Example("tags", TOPIC_INDEX),
    "profil": Example("profil", PROFILE),
    "angka": Example("angka", FIGURE),
    "redaksi": Example("redaksi", MASTHEAD),
    "404": Example("404", NOT_FOUND),
    "redirect": Example("redirect", REDIRECT),
    "daftar-berita": Example("listings/berita", NEWS_SECTION),
    "daftar-berita-lama": Example("listings/berita", CLOSED_SECTION),
    "agenda": Example("agenda", AGENDA),
    "agenda-provinsi": Example("agenda", FOUND_TRAININGS),
    "rekap": Example("rekap", YEAR_RECORD),
    "negara": Example("negara", COUNTRY),
    "sumber": Example("sumber", SOURCE_PAGE),
    "pertentangan": Example("pertentangan", CONTRADICTIONS),
    "daftar-ekspor": Example("listings/ekspor", EXPORT_SECTION),
    "daftar-terkini": Example("listings/terkini", LATEST),
    "koreksi": Example("koreksi", CORRECTIONS),
    "cari": Example("cari", SEARCH),
    "daftar-indeks": Example("listings/indeks", INDEX),
    "daftar-angka": Example("listings/angka", FIGURE_INDEX),
}
# Ranges have panels as years do; the page is to stay within its weight.
_CHARTED = [one for name, one in CASES.items() if name != "rentang"]
CHARTS = replace(EXPORT_SECTION, figures=tuple(chart_of(one, with_table=False) for one in _CHARTED))
EMPTY = {
    "index-kosong": Example(
        "index",
        FrontPage(
            **_bare("Kabar", "/"),
            tagline="",
            lead=None,
            latest=(),
            blocks=BLOCKS[:1],
            trainings=(),
            trainings_empty="Saat ini belum ada bimtek yang membuka pendaftaran.",
            is_joinable=False,
            figure=None,
            topics=(),
        ),
        BARE_PORTAL,
    ),
    **{
        f"{section}-kosong": Example(
            section,
            ArticlePage(**_bare("Judul", f"/{section}/2019/x/"), **_PLAIN, section=Link("Rubrik", f"/{section}/")),
            BARE_PORTAL,
        )
        for section in ("berita", "bimtek", "ekspor")
    },
    **{
        f"daftar-{section}-kosong": Example(
            f"listings/{section}",
            SectionPage(**_bare("Rubrik", f"/{section}/"), section=section, intro="", listing=EMPTY_LISTING, years=()),
            BARE_PORTAL,
        )
        for section in ("berita", "ekspor")
    },
    "agenda-kosong": Example(
        "agenda",
        AgendaPage(
            **_bare("Bimtek", "/bimtek/"), intro="", parts=(AgendaPart("bisa-diikuti", "Masih", (), "Belum ada."),)
        ),
        BARE_PORTAL,
    ),
    "pertentangan-kosong": Example(
        "pertentangan",
        ContradictionsPage(
            **_bare("Angka yang bertentangan", "/angka/pertentangan/"),
            intro="",
            contradictions=(),
            pager=Pager(),
            empty="Belum ada.",
        ),
    ),
    "sumber-kosong": Example(
        "sumber", SourcePage(**_bare("Koran, 2019", "/sumber/koran/"), facts=(), tables=(), listing=EMPTY_LISTING)
    ),
    "negara-kosong": Example(
        "negara",
        CountryPage(**_bare("Ekspor ke Jepang", "/ekspor/negara/jp/"), intro="", tables=(), listing=EMPTY_LISTING),
        BARE_PORTAL,
    ),
    "rekap-kosong": Example(
        "rekap",
        YearRecordPage(**_bare("Bimtek 2019", "/bimtek/2019/"), intro="", totals=(), rows=(), download=None),
        BARE_PORTAL,
    ),
    "koreksi-kosong": Example(
        "koreksi",
        CorrectionsPage(
            **_bare("Koreksi", "/koreksi/"), intro="", corrections=(), pager=Pager(), empty="Belum ada koreksi."
        ),
        BARE_PORTAL,
    ),
    "daftar-terkini-kosong": Example(
        "listings/terkini", LatestPage(**_bare("Berita terkini", "/terkini/"), listing=EMPTY_LISTING), BARE_PORTAL
    ),
    "cari-kosong": Example(
        "cari",
        SearchPage(**_bare("Cari", "/cari/"), intro="", elsewhere="https://x.example/", site="x", ways=()),
        BARE_PORTAL,
    ),
    "daftar-indeks-kosong": Example(
        "listings/indeks",
        IndexPage(**_bare("Orang", "/orang/"), intro="", groups=(), empty="Belum ada orang yang tercatat."),
        BARE_PORTAL,
    ),
    "daftar-angka-kosong": Example(
        "listings/angka", FigureIndexPage(**_bare("Angka", "/angka/"), intro="", groups=()), BARE_PORTAL
    ),
    "tag-kosong": Example(
        "tag",
        TopicPage(
            **_bare("Batik", "/topik/batik/"),
            definition="",
            body=(),
            synonyms=(),
            broader=(),
            narrower=(),
            related=(),
            counts=(),
            listing=EMPTY_LISTING,
        ),
        BARE_PORTAL,
    ),
    "tags-kosong": Example(
        "tags", TopicIndexPage(**_bare("Topik", "/topik/"), intro="", tree=(), alphabet=()), BARE_PORTAL
    ),
    "profil-kosong": Example(
        "profil",
        ProfilePage(**_bare("Nama", "/orang/x/"), kind="", subtitle="", facts=(), body=(), listing=EMPTY_LISTING),
        BARE_PORTAL,
    ),
    "angka-kosong": Example(
        "angka",
        FigurePage(
            **_bare("Angka", "/angka/x/"),
            summary="",
            latest="",
            facts=(),
            chart=None,
            table=FigureTable("Angka", "ton", (), False, Link("Angka", "/angka/x/")),
            conflicts=(),
            sources=(),
            topics=(),
            used_by=(),
        ),
        BARE_PORTAL,
    ),
    "halaman-dicabut": Example(
        "halaman",
        StaticPageView(
            **_bare("Halaman dicabut", "/berita/2019/lama/"),
            lead="Terbit dua kali.",
            body=(),
            modified=None,
            withdrawn=_moment("2019-06-02", "2 Juni 2019"),
        ),
        BARE_PORTAL,
    ),
    "halaman-kosong": Example(
        "halaman", StaticPageView(**_bare("Tentang", "/tentang/"), lead="", body=(), modified=None), BARE_PORTAL
    ),
    "redaksi-kosong": Example(
        "redaksi", MastheadPage(**_bare("Redaksi", "/redaksi/"), intro="", facts=(), links=()), BARE_PORTAL
    ),
    "404-kosong": Example(
        "404", NotFoundPage(**_bare("Halaman tidak ditemukan", "/404.html"), topics=(), links=()), BARE_PORTAL
    ),
    "redirect-kosong": Example(
        "redirect",
        RedirectPage(**_bare("Halaman dipindahkan", "/x/"), target=Link("/y/", "/y/"), target_absolute=HOST + "/y/"),
        BARE_PORTAL,
    ),
}
HARD = {
    "index-sulit": Example("index", HARD_FRONT),
    "berita-sulit": Example("berita", HARD_NEWS),
    "bimtek-sulit": Example("bimtek", HARD_NEWS),
    "agenda-sulit": Example("agenda", HARD_AGENDA),
    "rekap-sulit": Example("rekap", HARD_RECORD),
    "daftar-berita-sulit": Example("listings/berita", replace(NEWS_SECTION, listing=HARD_LIST)),
    "daftar-ekspor-sulit": Example("listings/ekspor", replace(EXPORT_SECTION, listing=HARD_LIST)),
    "tags-sulit": Example("tags", HARD_TOPICS),
    "grafik": Example("listings/ekspor", CHARTS),
    "index-nyata": Example("index", REAL_FRONT),
}
EXAMPLES = FULL | EMPTY | HARD
