"""Hand Pelican the entry that the content model has already read."""

from pathlib import Path

from pelican.readers import BaseReader

from plugins.content_model.gist import moment_of


class EntryReader(BaseReader):
    """Gives Pelican what it files articles by; the rest stays in the entry itself, which need not be fetched for that.

    Pelican gets no HTML: bodies hold figures that are drawn later, and what Pelican never sees
    it cannot leak. A withheld entry leaves here as ``skip``.
    """

    enabled = True
    file_extensions = ("md",)

    def __init__(self, settings):
        super().__init__(settings)
        self._root = Path(settings["PATH"]).resolve()

    def read(self, source_path):
        """No HTML, and the metadata of the file at ``source_path``."""
        library = self.settings["LIBRARY"]
        path = Path(source_path).relative_to(self._root).as_posix()
        entry = library.articles.get(path)
        if entry is None:
            return "", {"status": "skip"}
        metadata = {
            # No page of ours asks Pelican for what an entry says: its messages name the file.
            "title": path,
            "date": moment_of(library.gists[path].date),
            "category": self.process_metadata("category", entry.section),
            "year": entry.year,
            "slug": entry.id,
            "lang": entry.lang,
            "status": "published",
            "template": entry.section,
            "source_entry": path,
        }
        return "", metadata
