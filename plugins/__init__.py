"""Pelican plugins: content_reader, topic_tags and portal."""

import sys
from pathlib import Path

# Pelican finds plugins by PLUGIN_PATHS, which does not make the library beside their package importable.
_PROJECT = str(Path(__file__).resolve().parents[1])
if _PROJECT not in sys.path:
    sys.path.append(_PROJECT)
