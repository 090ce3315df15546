"""Imports archives of other systems: WordPress exports, folders of Markdown, feeds."""
