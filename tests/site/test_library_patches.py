"""Without library patches the output is the same."""

import pytest

from tests.demonstration import demonstration_content
from tests.site.building import build, files_of

pytestmark = pytest.mark.build


@pytest.mark.long
def test_the_output_is_the_same_without_library_patches(portal, tmp_path):
    plain = build(demonstration_content(), tmp_path / "hasil", PATCHES="0")

    assert files_of(plain) == files_of(portal)
