"""Readers of archives: WordPress exports, folders of Markdown, feeds. Each gives an ``Archive``."""
