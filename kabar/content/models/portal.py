"""``content/portal.yaml``: the portal's name, publisher, address and front page."""

from collections.abc import Iterator
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import Field

from kabar.content.models.colours import Colours
from kabar.content.models.host import folder_of
from kabar.content.models.model import Document, FieldPath, Model
from kabar.content.models.organisation import Reach
from kabar.content.parsing.codes import fault_of_unit
from kabar.content.parsing.fields import DEFAULT_ZONE, Address, ContentPath, Text, WebAddress, Zone
from kabar.version import VERSION, VERSION_PATTERN, version_key

PORTAL_FILE = "portal.yaml"


Channel = Annotated[WebAddress, Field(pattern=r"^https://(?:www\.)?whatsapp\.com/channel/[A-Za-z0-9]+/?$")]


class Licence(Model):
    """The licence of the content."""

    name: Text = Field(description="nama lisensi")
    url: WebAddress = Field(description="alamat lisensi")


class MenuItem(Model):
    """One item of the menu; ``address`` without outer slashes."""

    label: Text = Field(description="tulisan di menu")
    target: Address = Field(alias="address", description="alamat di portal ini, misalnya /berita/")


class EditorAccess(Model):
    """Where the editor at ``/penyunting/`` saves: a repository on a Git host.

    ``url`` is the host's address, None that of GitHub, gitlab.com or Codeberg; ``app_id`` that of an OAuth application
    (PKCE), without which editors sign in with a token.
    """

    host: Literal["github", "gitlab", "forgejo"] = Field(description="tempat repositori: github, gitlab, atau forgejo")
    repository: Annotated[Text, Field(pattern=r"^[\w.-]+(/[\w.-]+)+$")] = Field(
        description="pemilik dan nama repositori, misalnya dinas-sleman/portal"
    )
    branch: Annotated[Text, Field(pattern=r"^[\w.-]+(/[\w.-]+)*$")] = Field(
        "main", description="cabang tempat naskah disimpan"
    )
    url: Annotated[WebAddress, Field(pattern=r"^https://[^/?#]+/?$")] | None = Field(
        None, description="alamat GitLab atau Forgejo sendiri, misalnya https://git.contoh.go.id"
    )
    app_id: Text | None = Field(
        None, description="id aplikasi OAuth di GitLab atau Forgejo; bila kosong: masuk dengan token"
    )
    review: bool = Field(False, description="true: simpanan menjadi usulan yang ditinjau dulu (GitHub dan GitLab)")


FrontBlockName = Literal["trainings", "news", "export", "explainers", "topic", "figure", "topics"]


class Logo(Model):
    """Pictures below ``gambar/``. ``icon`` is square, and needed where ``file`` is not a square PNG."""

    file: ContentPath = Field(description="logo di sebelah nama portal: SVG atau PNG, misalnya gambar/logo.svg")
    dark: ContentPath | None = Field(default=None, description="logo untuk layar gelap, bila perlu lain")
    icon: ContentPath | None = Field(
        default=None, description="PNG persegi, paling kecil 512 piksel: ikon di ponsel, kartu untuk media sosial"
    )

    @property
    def icon_file(self) -> str:
        """The content path of the square picture."""
        return self.icon or self.file

    @property
    def asset(self) -> str:
        """The name of ``file`` among the files of the theme."""
        return _asset("logo", self.file)

    @property
    def dark_asset(self) -> str:
        """The name of ``dark`` among the files of the theme; empty where there is none."""
        return _asset("logo-dark", self.dark) if self.dark else ""

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the key and the content path of each picture."""
        for key in ("file", "dark", "icon"):
            if path := getattr(self, key):
                yield key, path


def _asset(name: str, path: str) -> str:
    return f"img/{name}.{path.rpartition('.')[2].casefold()}"


class SectionSettings(Model):
    """What this portal changes of the section ``name``. Which sections there are stands in ``kabar.sections``."""

    name: Text = Field(description="rubrik: berita, bimtek atau ekspor")
    hidden: bool = Field(default=False, description="true: portal ini tidak memakai rubrik itu")
    introduction: Text | None = Field(None, description="kalimat pengantar di halaman rubrik itu")


class Front(Model):
    """The front page. Topics are named as in ``tags``."""

    # ``default`` by its name: type checkers do not see a positional one.
    blocks: tuple[FrontBlockName, ...] = Field(
        default=get_args(FrontBlockName), description="bagian di bawah berita utama, menurut urutan tampilnya"
    )
    topic: Text | None = Field(
        default=None, description="topik yang disorot; bila kosong: topik sempit yang paling banyak tulisannya"
    )
    explainers: Text = Field(default="penjelasan", description="topik tulisan penjelasan, yang mendapat bagian sendiri")


class Portal(Document):
    """The portal itself. Empty keys are shown as missing and stop a deploy unless ``demo``."""

    name: Text = Field(description="nama portal")
    tagline: Text = Field(description="semboyan")
    description: Text = Field(description="isi portal dalam satu atau dua kalimat")
    publisher: Text | None = Field(None, description="penerbit atau badan hukum")
    responsible: Text | None = Field(None, description="penanggung jawab (UU 40/1999 pasal 12)")
    address: Text | None = Field(None, description="alamat redaksi (UU 40/1999 pasal 12)")
    contact: Reach | None = Field(None, description="kontak redaksi")
    licence: Licence | None = Field(None, description="lisensi isi")
    menu: tuple[MenuItem, ...] = Field((), description="menu utama")
    front: Front = Field(Front(), description="halaman depan")
    sections: tuple[SectionSettings, ...] = Field(
        (), description="rubrik yang tidak dipakai atau yang pengantarnya ditulis sendiri"
    )
    logo: Logo | None = Field(default=None, description="logo sendiri di kepala halaman, ikon, dan kartu")
    colours: Colours = Field(default=Colours(), description="warna sendiri; tiap pasangan diperiksa kontrasnya")
    zone_name: Zone = Field(DEFAULT_ZONE, alias="zone", description="zona waktu portal, nama IANA")
    SITEURL: WebAddress = Field(description="alamat portal di internet")
    repository: WebAddress | None = Field(
        None, description="alamat repositori di GitHub, misalnya https://github.com/nama/portal; untuk tautan Tulis"
    )
    branch: Annotated[Text, Field(pattern=r"^[\w.-]+(/[\w.-]+)*$")] = Field(
        "main", description="cabang repositori itu tempat naskah ditulis"
    )
    whatsapp_channel: Channel | None = Field(
        None, description="alamat saluran WhatsApp, misalnya https://whatsapp.com/channel/0029VaXyz"
    )
    units: tuple[Text, ...] = Field((), description="satuan angka selain yang sudah ada, misalnya pondok pesantren")
    editor: EditorAccess | None = Field(
        None, alias="penyunting", description="penyunting di /penyunting/; bila kosong: hanya di make serve"
    )
    generator: Annotated[Text, Field(pattern=VERSION_PATTERN)] | None = Field(
        None, description="versi generator yang dituju isi ini; ditulis make portal-baru dan make mutakhirkan"
    )
    demo: bool = Field(False, description="true: portal contoh, diberi tanda di tiap halaman")

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the portal's dates."""
        return ZoneInfo(self.zone_name)

    def contradictions(self) -> Iterator[tuple[FieldPath, str]]:
        blocks = self.front.blocks if self.front else ()
        for number, name in enumerate(blocks or ()):
            if name and name in blocks[:number]:
                yield ("front", "blocks", number), f"'{name}' sudah disebut; hapus salah satu"
        for at, fault in self.colours.contradictions() if self.colours else ():
            yield ("colours", *at), fault
        sections = [one.name for one in self.sections or ()]
        for number, section in enumerate(sections):
            if section in sections[:number]:
                yield ("sections", number, "name"), f"'{section}' sudah disebut; gabungkan keduanya"
        if folder := folder_of(self.SITEURL or ""):
            yield ("SITEURL",), f"alamat ini menunjuk satu halaman, bukan tempat portal; tulis: SITEURL: {folder}"

        yield from self._contradictions_of_editor()
        if version_key(self.generator or "") > version_key(VERSION):
            yield (
                ("generator",),
                f"isi ini ditulis untuk generator {self.generator}, padahal generator di folder ini {VERSION};"
                " jalankan make mutakhirkan, atau git pull bila rekan Anda sudah menjalankannya",
            )
        for number, unit in enumerate(self.units or ()):
            if not fault_of_unit(unit, self.units[:number]):
                yield ("units", number), f"satuan '{unit}' sudah ada; hapus baris ini"

    def _contradictions_of_editor(self) -> Iterator[tuple[FieldPath, str]]:
        if not self.editor:
            return
        if self.editor.host == "github" and self.editor.url:
            yield ("penyunting", "url"), "hanya untuk gitlab dan forgejo; hapus baris ini"
        if self.editor.host == "github" and self.editor.app_id:
            yield ("penyunting", "app_id"), "GitHub tidak mengenal cara masuk ini; hapus baris ini, masuk dengan token"
        if self.editor.host == "forgejo" and self.editor.review:
            yield ("penyunting", "review"), "tinjauan hanya ada di github dan gitlab; hapus baris ini"

    def pictures(self) -> tuple[str, ...]:
        """The content paths of the portal's own pictures."""
        return tuple(path for _, path in self.logo.files()) if self.logo else ()

    def missing_from_masthead(self) -> tuple[str, ...]:
        """The keys that UU 40/1999 article 12 requires and that are not filled in."""
        keys = {
            "publisher": self.publisher,
            "responsible": self.responsible,
            "address": self.address,
            "contact": self.contact,
        }
        return tuple(key for key, value in keys.items() if value is None)


