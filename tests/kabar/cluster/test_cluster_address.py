"""An address that would send content unencrypted to another machine is refused, and so is one that is none."""

import pytest

from kabar.cluster.cluster_address import read_address
from kabar.failure import BuildFailed


@pytest.mark.parametrize("address", [
    "", "tcp://127.0.0.1:8786", "tcp://localhost:1", "tcp://[::1]:8786", "tls://10.0.0.7:8786",
    "tls://klaster.example:8786",
])  # fmt: skip
def test_addresses_of_this_machine_and_encrypted_ones_are_taken(address):
    assert read_address(f" {address}\n") == address


@pytest.mark.parametrize("address", [
    "tcp://10.0.0.7:8786", "tcp://klaster.example:8786", "tcp://[2001:db8::1]:8786", "tcp://0.0.0.0:8786",
    "tcp://127.0.0.1.example:8786",
])  # fmt: skip
def test_another_machine_without_encryption_takes_a_variable(address):
    with pytest.raises(BuildFailed, match="KLASTER_TANPA_TLS=1"):
        read_address(address)
    assert read_address(address, "1") == address


@pytest.mark.parametrize("address", [
    "127.0.0.1:8786", "http://127.0.0.1:8786", "tcp://127.0.0.1", "tcp://:8786", "tcp://127.0.0.1:x",
    "tcp://127.0.0.1:8786/a", "tcp://[::1", "inproc://x:1", "tcp://a b:1;tls://",
])  # fmt: skip
def test_what_is_no_address_is_refused_with_an_example(address):
    with pytest.raises(BuildFailed, match="KLASTER=tcp://127"):
        read_address(address, "1")


def test_a_password_in_an_address_is_not_repeated():
    with pytest.raises(BuildFailed, match="nama pengguna") as refused:
        read_address("tls://nama:rahasia@klaster.example:8786")

    assert "rahasia" not in str(refused.value)


def test_the_variable_is_1_or_nothing():
    with pytest.raises(BuildFailed, match="KLASTER_TANPA_TLS 'ya' tidak dikenal"):
        read_address("", "ya")
