"""``whatsapp_channel`` of portal.yaml is the address of a channel, and of nothing else."""

from datetime import date

import pytest

from kabar.content.library import load_library
from tests.portals import SMALL, write_content

LINES = SMALL["portal.yaml"].count("\n") + 1
REMEDY = "tulis alamat saluran lengkap, misalnya: whatsapp_channel: https://whatsapp.com/channel/0029VaXyz"


def load(tmp_path, value: str):
    return load_library(
        write_content(tmp_path, SMALL | {"portal.yaml": f"{SMALL['portal.yaml']}whatsapp_channel: {value}\n"}),
        date(2020, 1, 1),
    )


@pytest.mark.parametrize(
    "address", ["https://whatsapp.com/channel/0029VaXyz", "https://www.whatsapp.com/channel/0029VaXyz/"]
)
def test_the_address_of_a_channel_is_taken(tmp_path, address):
    assert load(tmp_path, address).library.portal.whatsapp_channel == address


@pytest.mark.parametrize(
    ("address", "remedy"),
    [
        ("http://whatsapp.com/channel/0029VaXyz", REMEDY),
        ("https://whatsapp.com/channel/", REMEDY),
        ("https://whatsapp.com/channel/0029?x=1", REMEDY),
        ("https://chat.whatsapp.com/0029VaXyz", REMEDY),  # an invitation to a group
        ("https://wa.me/6281234567890", REMEDY),
        ("https://whatsapp.com.lain.example/channel/0029VaXyz", REMEDY),
        ("https://lain@whatsapp.com/channel/0029VaXyz", "hapus bagian itu"),
        ("javascript:alert(1)", "mulai dengan https://"),
        ('"https://whatsapp.com/channel/0029VaXyz\\" onclick=\\"x"', "mulai dengan https://"),
        ("Kabar IKM", "mulai dengan https://"),
    ],
)
def test_any_other_address_is_refused_at_its_line_with_the_remedy(tmp_path, address, remedy):
    (problem,) = load(tmp_path, address).problems

    assert (problem.path, problem.line, problem.field) == ("portal.yaml", LINES, "whatsapp_channel")
    assert problem.message.endswith(remedy)
