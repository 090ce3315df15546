"""Hold what is about to be published against what was: nothing published is lost or changed in silence.

The rule is the press council's for online media (Peraturan Dewan Pers 1/2012): corrections are linked and timed,
a withdrawal says why.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime

from plugins.press.publication_record import Published

_EVENT_WORDS = ("keadaan", "mulai", "selesai")


def find_lost_entries(
    before: Mapping[str, Published], now: Mapping[str, Published], answered: Collection[str]
) -> list[str]:
    """Entries that ``before`` holds and whose address is in neither ``now`` nor ``answered``, in Indonesian."""
    return [
        f"{_file_of(address)}: sudah terbit di {address}, sekarang hilang tanpa keterangan; tulis status: withdrawn"
        " dengan butir 'corrections' kind: pencabutan, atau bila berkasnya dihapus atau dipindah, tulis alamatnya di"
        " alamat.yaml dengan 'reason' atau 'moved_to' (atau di 'aliases' berkas yang baru)"
        for address in sorted(before)
        if address not in now and address not in answered
    ]


def find_moved_trainings(
    before: Mapping[str, Published], now: Mapping[str, Published], leads_to: Mapping[str, str]
) -> list[str]:
    """Trainings whose status, start or end changed while ``modified`` did not move on, in Indonesian."""
    told = []
    for old, new in _pairs(before, now, leads_to):
        changes = [
            f"{word} {was} menjadi {is_now}"
            for word, was, is_now in zip(_EVENT_WORDS, old.event, new.event, strict=False)
            if was != is_now
        ]
        if changes and not _is_newer(new, old):
            told.append(
                f"{_file_of(new.address)}: {', '.join(changes)} sejak terbit terakhir, tetapi 'modified' belum"
                " diperbarui; tulis modified: dengan waktu perubahan ini"
            )
    return told


def find_silent_edits(
    before: Mapping[str, Published], now: Mapping[str, Published], leads_to: Mapping[str, str]
) -> list[str]:
    """Bodies that changed without ``modified`` or a correction, with the share of changed paragraphs."""
    told = []
    for old, new in _pairs(before, now, leads_to):
        if old.paragraphs == new.paragraphs or not (old.paragraphs and new.paragraphs) or _is_newer(new, old):
            continue
        changed, all_of_them = _changed_paragraphs(old.paragraphs, new.paragraphs)
        told.append(
            f"{_file_of(new.address)}: peringatan: {changed} dari {all_of_them} paragraf berubah sejak terbit terakhir"
            f" ({round(100 * changed / all_of_them)}%) tanpa 'modified' atau koreksi; tulis salah satunya"
        )
    return told


def _pairs(before: Mapping[str, Published], now: Mapping[str, Published], leads_to: Mapping[str, str]):
    for address in sorted(before):
        new = now.get(address) or now.get(leads_to.get(address, ""))
        if new:
            yield before[address], new


def _is_newer(new: Published, old: Published) -> bool:
    try:
        return datetime.fromisoformat(new.changed) > datetime.fromisoformat(old.changed)
    except (ValueError, TypeError):
        # A time without offset, or none: nothing tells that it is newer.
        return new.changed > old.changed


def _changed_paragraphs(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[int, int]:
    kept = sum((Counter(old) & Counter(new)).values())
    most = max(len(old), len(new))
    # Only the order changed: at least one paragraph stands elsewhere.
    return max(most - kept, 1), most


def _file_of(address: str) -> str:
    bare = address.strip("/")
    folder = bare.split("/")[0]
    known = folder in ("berita", "bimtek", "ekspor", "lembaga", "orang", "angka") and "/" in bare
    return f"{bare}.{'yaml' if folder == 'angka' else 'md'}" if known else f"halaman/{bare}.md"
