"""Exchange two folders in one step, so that nobody ever sees neither or half of one.

Linux: ``renameat2`` with ``RENAME_EXCHANGE`` (renameat2(2)). macOS: ``renamex_np`` with ``RENAME_SWAP``
(renamex_np(2)). Python has neither.
"""

import ctypes
import errno
import os
import sys
from pathlib import Path

_RENAME_EXCHANGE = 2  # <linux/fs.h>
_RENAME_SWAP = 2  # <sys/stdio.h>
_HERE = -100  # AT_FDCWD, <fcntl.h>
# What a system or file system answers that does not know how.
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def exchange(one: Path, other: Path) -> bool:
    """Let ``one`` and ``other``, on one file system, change places; False where the system cannot do that.

    Raises OSError where it could, and did not.
    """
    # Whoever watches the file operations of this process (PEP 578) sees this one as well.
    sys.audit("os.rename", os.fspath(one), os.fspath(other), -1, -1)
    function, arguments = _system_call(os.fsencode(one), os.fsencode(other))
    if function is None:
        return False
    if function(*arguments) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), os.fspath(one), None, os.fspath(other))


def _system_call(one: bytes, other: bytes):
    names = {"linux": "renameat2", "darwin": "renamex_np"}
    library = ctypes.CDLL(None, use_errno=True)
    function = getattr(library, names.get(sys.platform, ""), None) if sys.platform in names else None
    if sys.platform == "linux":
        return function, (_HERE, one, _HERE, other, _RENAME_EXCHANGE)
    return function, (one, other, _RENAME_SWAP)
