"""Cache of compiled templates on disk: compiling them takes longer than an incremental build.

Each file has a checksum over its name and source, our compiler (``page_environment``), its options, and the versions of
Jinja and Python. The files are code: they stay on the machine that made them (.github/workflows/deploy.yml leaves them
out of its cache).
"""

import hashlib
import marshal
import sys
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

from kabar.build.render import page_environment

_SUM = 16  # bytes


class TemplateCache(BytecodeCache):
    """Bytecode cache in ``folder``; when that cannot be read or written, templates are compiled again."""

    def __init__(self, folder: Path):
        self._folder = folder
        compiler = Path(page_environment.__file__).read_bytes()
        self._salt = f"{sys.version} {version('jinja2')} ".encode() + compiler

    def load_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja."""
        with suppress(OSError, ValueError, EOFError, TypeError):
            data = self._file(bucket).read_bytes()
            if data[:_SUM] == self._checksum(bucket, data[_SUM:]):
                bucket.code = marshal.loads(data[_SUM:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja."""
        data = marshal.dumps(bucket.code)
        file = self._file(bucket)
        aside = file.with_suffix(".baru")
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(self._checksum(bucket, data) + data)
            aside.replace(file)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / bucket.key

    def _checksum(self, bucket: Bucket, data: bytes) -> bytes:
        made_from = self._salt + _options_of(bucket.environment) + f"{bucket.key} {bucket.checksum}".encode()
        digest = hashlib.blake2b(made_from, digest_size=_SUM)
        digest.update(data)
        return digest.digest()


def _options_of(jinja: Environment) -> bytes:
    """Returns the options of the environment that are compiled into templates."""
    syntax = (
        jinja.block_start_string, jinja.block_end_string, jinja.variable_start_string, jinja.variable_end_string,
        jinja.comment_start_string, jinja.comment_end_string, jinja.line_statement_prefix, jinja.line_comment_prefix,
        jinja.trim_blocks, jinja.lstrip_blocks, jinja.newline_sequence, jinja.keep_trailing_newline,
    )  # fmt: skip
    is_escaped = jinja.autoescape if isinstance(jinja.autoescape, bool) else "asked each time"
    return repr((syntax, is_escaped, jinja.optimized, sorted(jinja.extensions))).encode()


