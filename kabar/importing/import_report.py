"""The report of an import: counts, the first files, notes by kind; and all notes as a table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kabar.importing.archives.imported_post import Archive, ImportNote, NoteKind
from kabar.importing.import_plan import ImportPlan
from kabar.importing.post_files import PostFile
from kabar.importing.topic_plan import ACTIONS, PlanRow
from kabar.text.csv_text import csv_text

_SHOWN_FILES = 10
_SHOWN_NOTES = 3  # of each kind
_HEADER = ("jenis", "tempat", "guid", "berkas", "keterangan")


@dataclass
class ImportReport:
    """What an import found and would write, collected while the files are composed."""

    sections: Counter[str] = field(default_factory=Counter)
    drafts: int = 0
    first: list[PostFile] = field(default_factory=list)
    notes: list[tuple[ImportNote, str]] = field(default_factory=list)
    faulty: int = 0
    copied: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)

    def add(self, file: PostFile) -> None:
        """Count ``file``."""
        self.sections[file.path.partition("/")[0]] += 1
        self.drafts += file.is_draft
        self.faulty += bool(file.errors) or any(note.kind == NoteKind.INVALID for note in file.notes)
        self.notes += [(note, file.path) for note in file.notes]
        if len(self.first) < _SHOWN_FILES:
            self.first.append(file)

    def as_csv(self, plan: ImportPlan) -> str:
        """All notes as a table, sorted by kind and place."""
        own = [(note, plan.files[note.guid].path if note.guid in plan.files else "") for note in plan.notes]
        rows = sorted((note.kind, note.place, note.guid, path, note.message) for note, path in [*own, *self.notes])
        return "\ufeff" + csv_text(_HEADER, rows)

    def as_lines(
        self, archive: Archive, plan: ImportPlan, rows: Sequence[PlanRow], folder: str, root: str
    ) -> Iterator[str]:
        """The report in Indonesian."""
        total = sum(self.sections.values())
        where = ", ".join(f"{section} {count}" for section, count in sorted(self.sections.items()))
        yield f"{archive.name}: {total} tulisan{f' ({where})' if where else ''}; {self.drafts} belum terbit"
        if self.first:
            yield "Sepuluh yang pertama:" if total > len(self.first) else "Semuanya:"
            for file in self.first:
                yield f"  {root}/{file.path}{' (belum terbit)' if file.is_draft else ''}: {file.title[:70]}"
        if self.copied:
            copied = ", ".join(f"{name} {count}" for name, count in sorted(self.copied.items()))
            yield f"Berkas dari salinan unggahan: {copied}"
        if plan.people:
            more = ", …" if len(plan.people) > 5 else ""
            yield f"Orang baru: {len(plan.people)} ({', '.join(list(plan.people)[:5])}{more})"
        if plan.comments:
            yield f"Komentar: {plan.comments}, tidak dipindahkan"
        for what, count in sorted((archive.left_out + plan.left_out).items()):
            yield f"Tidak dipindahkan, {what}: {count}"
        actions = Counter(row.action for row in rows)
        shown = ", ".join(f"{action} {actions[action]}" for action in ACTIONS if actions[action])
        yield f"Kategori dan tag: {shown or 'tidak ada'}; ubah di {folder}/topik.csv"
        answered = plan.addressed - plan.unanswered
        if plan.addressed:
            yield f"Alamat lama yang terjawab: {answered} dari {plan.addressed}"
        if plan.queries:
            yield f"Alamat lama seperti ?p=123, yang tidak dapat dialihkan: {plan.queries}"
        yield from self._notes_by_kind(plan, folder)

    def _notes_by_kind(self, plan: ImportPlan, folder: str) -> Iterator[str]:
        kinds: dict[str, list[ImportNote]] = {}
        for note in sorted([*plan.notes, *(note for note, _ in self.notes)]):
            kinds.setdefault(note.kind, []).append(note)
        if kinds:
            yield f"Yang perlu dilihat orang, semuanya di {folder}/masalah.csv:"
        for kind, found in sorted(kinds.items(), key=lambda one: (-len(one[1]), one[0])):
            yield f"  {kind}: {len(found)}"
            yield from (f"    {note.place}: {note.message}" for note in found[:_SHOWN_NOTES])


def lines_of_record(states: tuple[int, int, int]) -> Iterator[str]:
    """Lines about the files of earlier runs: as written, edited, and gone."""
    same, edited, gone = states
    if same or edited or gone:
        yield (
            f"Sudah dipindahkan sebelumnya dan tidak disentuh: {same + edited + gone}"
            f" ({edited} disunting, {gone} dihapus atau berganti nama)"
        )


def percent_valid(files: int, faulty: int) -> str:
    """The share of files without errors, in Indonesian: ``"99,5 persen"``."""
    share = 100 * (files - faulty) / files if files else 100.0
    return f"{share:.1f} persen".replace(".", ",").replace(",0 ", " ")
