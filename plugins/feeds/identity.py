"""Names of feeds and entries that outlive a move of the portal, a new date and a new address."""

from uuid import UUID, uuid5

# Drawn once at random; another one would give every reader all entries anew.
_NAMESPACE = UUID("4f8ebdf8-1fac-4019-b018-e9e3927714d0")


def lasting_id(address: str) -> str:
    """A ``urn:uuid:`` (RFC 9562, version 5) for what first stood at ``address``, without outer slashes."""
    return uuid5(_NAMESPACE, address).urn
