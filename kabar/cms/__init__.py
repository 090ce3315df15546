"""The editor at /penyunting/: a content management system in the browser, its configuration and its files."""
