"""Write every file of the portal: one page for one address, only inside the output."""

from pathlib import Path, PurePosixPath

from plugins.press.failure import BuildFailed, explain


class PageWriter:
    """The writer that Pelican and every plugin's generator are handed.

    A template gets ``page`` and the environment's globals, nothing else: what a page shows is
    in its view model. Files are UTF-8 whatever the machine's locale.
    """

    def __init__(self, output_path: str, settings: dict):
        self.output_path = Path(output_path)
        self.settings = settings
        self._claims: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def write_file(self, name, template, context=None, *pelicans_own, **kwargs) -> None:
        """Render ``template`` with what ``page`` (or ``article.planned``), a ``PlannedPage``, has composed.

        Pelican calls it with more, such as paginators, which our templates do not use; it calls
        it without a name for the pages that are switched off.
        """
        if not name:
            return
        planned = kwargs["page"] if "page" in kwargs else kwargs["article"].planned
        try:
            text = template.render(page=planned.page)
            data = text.encode("utf-8")
        except Exception as error:
            raise BuildFailed(f"{explain(error)} (saat menggambar {name})") from error
        self.write_bytes(name, data)

    def write_bytes(self, name: str, data: bytes) -> None:
        """Write ``data`` to the file ``name``, a path below the output with ``/``.

        Raises BuildFailed for a name that leads outside, and for one that is taken: also by a
        name that differs only in case, since some disks hold these for one.
        """
        self._claim(name)
        target = self.output_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def write_feed(self, *arguments, **kwargs) -> None:
        """Refuse Pelican's own feeds: theirs change with SITEURL and the clock."""
        raise BuildFailed("pelicanconf.py: FEED_* harus None; umpan dibuat oleh plugin sendiri")

    def _claim(self, name: str) -> None:
        path = PurePosixPath(name)
        parts = name.split("/")
        if path.is_absolute() or any(part in ("", ".", "..") for part in parts) or set(name) & set("\\\0"):
            raise BuildFailed(f"alamat '{name}' menunjuk ke luar folder hasil")
        key = name.casefold()
        parents = [str(parent).casefold() for parent in path.parents][:-1]
        taken = self._claims.get(key) or self._folders.get(key)
        taken = taken or next((self._claims[parent] for parent in parents if parent in self._claims), None)
        if taken:
            raise BuildFailed(f"dua halaman untuk satu alamat: '{name}' dan '{taken}'")
        self._claims[key] = name
        for parent in parents:
            self._folders.setdefault(parent, name)
