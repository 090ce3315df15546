"""A drawing's size is what it says of itself."""

import pytest

from kabar.content.media.svg import svg_size


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="1200" height="675" viewBox="0 0 12 6"', (1200, 675)),
        ('width="40px" height="30.4px"', (40, 30)),
        ('viewBox="0 0 1200 675"', (1200, 675)),
        ('viewBox="-5,-5,1200,675"', (1200, 675)),
        ('width="100%" height="100%" viewBox="0 0 4 3"', (4, 3)),
        ('width="10cm" height="5cm" viewBox="0 0 4 3"', (4, 3)),
        ('width="40" viewBox="0 0 4 3"', (4, 3)),
        ('width="40"', None),
        ('viewBox="0 0 4"', None),
        ('viewBox="0 0 nan 3"', None),
        ('viewBox="0 0 1e999 3"', None),
        ('width="0" height="0"', None),
        ("", None),
    ],
)
def test_a_drawing_is_as_large_as_it_says(attributes, size):
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><svg width="7" height="7"/></svg>'

    assert svg_size(drawing.encode()) == size
