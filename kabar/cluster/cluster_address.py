"""Address of a Dask scheduler, as KLASTER gives it."""

import ipaddress
from urllib.parse import urlsplit

from kabar.failure import BuildFailed

PORT = 8786  # the port of Dask's schedulers
_EXAMPLE = f"KLASTER=tcp://127.0.0.1:{PORT}"


def read_address(text: str, without_tls: str = "") -> str:
    """The address in ``text``; "" stays "". Raises BuildFailed.

    Without encryption an address must be of this machine, unless ``without_tls`` is 1.
    """
    text = text.strip()
    if without_tls.strip() not in ("", "1"):
        raise BuildFailed(f"KLASTER_TANPA_TLS '{without_tls.strip()}' tidak dikenal; tulis: KLASTER_TANPA_TLS=1")
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or not port or parts.scheme not in ("tcp", "tls") or text != f"{parts.scheme}://{parts.netloc}":
        raise BuildFailed(f"KLASTER '{text}' bukan alamat penjadwal Dask; tulis seperti: {_EXAMPLE}")
    if parts.username is not None:
        raise BuildFailed(f"KLASTER memuat nama pengguna; tulis tanpa itu, seperti: {_EXAMPLE}")
    if parts.scheme == "tcp" and not is_loopback(host) and not without_tls.strip():
        raise BuildFailed(
            f"KLASTER '{text}' di mesin lain tanpa sandi: isi portal terbaca di jaringan, dan siapa pun di sana dapat"
            f" mengirim gambar palsu. Pakai tls:// (docs/how-to/several-machines.md), atau KLASTER_TANPA_TLS=1 bila"
            " jaringan itu milik sendiri"
        )
    return text


def is_loopback(host: str) -> bool:
    """Whether ``host`` is this machine: localhost, 127.0.0.0/8 or ::1."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
