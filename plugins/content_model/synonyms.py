"""Other words for keys and choices: Indonesian, English, abbreviations. They are offered, never taken over unseen."""

from collections.abc import Collection, Mapping

from plugins.content_model.look_alikes import plain_characters
from plugins.content_model.nearest import did_you_mean, nearest_of

_KEYS: Mapping[str, str] = {
    other: key
    for key, others in {
        "title": "judul nama headline",
        "date": "tanggal terbit published",
        "modified": "diubah diperbarui updated",
        "summary": "teras ringkasan ikhtisar deskripsi description lead",
        "tags": "topik tag label kategori category categories",
        "authors": "penulis author",
        "editor": "penyunting redaktur",
        "dateline": "lokasi",
        "photo": "foto gambar image picture",
        "attachments": "lampiran attachment",
        "based_on": "sumber berdasarkan",
        "corrections": "koreksi ralat",
        "aliases": "alamat_lama alias",
        "start": "mulai awal",
        "end": "selesai akhir berakhir",
        "timezone": "zona zona_waktu",
        "mode": "cara moda metode",
        "place": "tempat lokasi location",
        "organisers": "penyelenggara organizers organizer organiser",
        "instructors": "narasumber instruktur pemateri pembicara instructor speakers",
        "access": "akses",
        "eligibility": "syarat persyaratan",
        "documents": "berkas dokumen",
        "quota": "kuota kapasitas",
        "fee": "biaya harga",
        "covered": "fasilitas ditanggung",
        "registration": "pendaftaran",
        "certificate": "sertifikat",
        "letter": "surat",
        "lesson_hours": "jp jam_pelajaran",
        "participants": "peserta",
        "outcome": "hasil",
        "gallery": "galeri dokumentasi",
        "programme": "program",
        "name": "nama",
        "address": "alamat",
        "regency": "kabupaten kota kab",
        "province": "provinsi propinsi",
        "opens": "buka dibuka",
        "closes": "tutup ditutup batas",
        "via": "melalui lewat cara",
        "url": "tautan alamat link situs",
        "contacts": "kontak narahubung",
        "email": "surel",
        "whatsapp": "wa nomor_wa",
        "amount": "jumlah",
        "currency": "mata_uang",
        "number": "nomor",
        "file": "berkas",
        "alt": "uraian",
        "caption": "keterangan",
        "credit": "kredit",
        "license": "lisensi",
        "kind": "jenis",
        "publisher": "penerbit",
        "text": "teks isi",
        "total": "jumlah",
        "women": "perempuan",
        "products": "produk",
        "partners": "negara mitra",
        "figures": "angka",
        "status": "keadaan",
        "reason": "alasan",
        "definition": "definisi arti",
        "synonyms": "sinonim",
    }.items()
    for other in others.split()
}
# Words of one meaning in two groups: the key that the group has is meant.
_SECOND_KEYS = {
    "nama": "name", "alamat": "url", "jumlah": "total", "berkas": "file", "cara": "via", "lokasi": "place",
    "tanggal": "date", "label": "label",
}  # fmt: skip

_CHOICES = {
    "whatsapp": "wa whats app",
    "surel": "email e-mail mail",
    "formulir": "form gform google form situs website tautan",
    "di-tempat": "langsung datang langsung di tempat onsite on-site",
    "luring": "offline luar jaringan tatap muka",
    "daring": "online zoom virtual webinar",
    "hibrida": "hybrid hibrid hybrida",
    "terbuka": "umum publik open",
    "undangan": "khusus undangan invitation",
    "tertutup": "internal closed",
    "draft": "draf konsep",
    "published": "terbit publish tayang",
    "withdrawn": "cabut dicabut",
    "dibatalkan": "batal cancelled canceled",
    "ditunda": "tunda postponed",
    "pasti": "jadi confirmed",
    "tentatif": "sementara tentative",
    "id": "indonesia",
    "en": "inggris english",
    "ada": "ya yes",
    "perusahaan": "swasta",
    "pemerintah": "dinas kementerian",
    "pendidikan": "sekolah kampus universitas",
    "aktual": "realisasi",
    "true": "ya yes benar iya",
    "false": "tidak no belum",
}


def key_meant(key: str, known: Collection[str]) -> str:
    """The one of ``known`` keys that ``key`` says in Indonesian or in other letters; empty where none is meant."""
    folded = plain_characters(key).strip().casefold().replace(" ", "_").replace("-", "_")
    for meant in (folded, _KEYS.get(folded, ""), _SECOND_KEYS.get(folded, "")):
        if meant in known:
            return meant
    return did_you_mean(folded, known).removeprefix("; maksud Anda '").removesuffix("'?")


def choice_meant(text: str, choices: Collection[str]) -> str:
    """The one of ``choices`` that ``text`` says by another name or in other letters; empty where none is meant."""
    folded = " ".join(plain_characters(text).casefold().split())
    if folded in choices:
        return folded
    hyphened = folded.replace(" ", "-")
    if hyphened in choices:
        return hyphened
    for choice in choices:
        names = _CHOICES.get(choice, "")
        if folded in names.split() or f" {folded} " in f" {names} ":
            return choice
    return nearest_of(folded, choices)
