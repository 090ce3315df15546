"""Compiled templates, kept from one build to the next: to compile them costs more than to draw what changed.

Each lies behind a checksum over its own name and source, what compiles it (``page_environment``) and how, Jinja's and
Python's version. They are code: the folder stays on the machine that made it (.github/workflows/deploy.yml leaves it
out of what travels).
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
    """Keeps compiled templates in ``folder``; where that cannot be read or written, they are compiled again."""

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
    """What is compiled into templates; all else that an environment holds they are told when they are drawn."""
    syntax = (
        jinja.block_start_string, jinja.block_end_string, jinja.variable_start_string, jinja.variable_end_string,
        jinja.comment_start_string, jinja.comment_end_string, jinja.line_statement_prefix, jinja.line_comment_prefix,
        jinja.trim_blocks, jinja.lstrip_blocks, jinja.newline_sequence, jinja.keep_trailing_newline,
    )  # fmt: skip
    is_escaped = jinja.autoescape if isinstance(jinja.autoescape, bool) else "asked each time"
    return repr((syntax, is_escaped, jinja.optimized, sorted(jinja.extensions))).encode()


