"""A made-up measure and its source. Nothing in them is news."""

SOURCE = "title: Laporan karangan\npublisher: Media Uji\ndate: 2019-01-02\n"


def measure(observation: str) -> str:
    """The file of a measure of the topic ``kayu`` with one ``observation``: keys and values as YAML has them."""
    return f"""\
title: Nilai karangan
summary: Nilai karangan yang hanya dipakai untuk pengujian.
tags: [kayu]
measure: nilai karangan
unit: USD
observations:
  - {{{observation}}}
"""
