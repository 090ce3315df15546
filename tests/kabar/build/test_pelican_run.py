"""What stops Pelican before it runs is named."""

import pelican.plugins
import pytest

from kabar.build.pelican_run import run_pelican
from kabar.failure import BuildFailed


def test_an_installed_plugin_that_cannot_be_imported_is_named_though_no_setting_names_it(tmp_path, monkeypatch):
    (tmp_path / "rusak").mkdir()
    (tmp_path / "rusak/__init__.py").write_text("import tidak_ada_modul\n")
    (tmp_path / "pelicanconf.py").write_text("PLUGINS = []\n")
    monkeypatch.setattr(pelican.plugins, "__path__", [*pelican.plugins.__path__, str(tmp_path)])

    with pytest.raises(BuildFailed) as failed:
        run_pelican(tmp_path / "pelicanconf.py", {}, {})

    line = failed.value.lines[-1]
    assert line.startswith("plugin 'pelican.plugins.rusak' terpasang tetapi tidak dapat diimpor: ModuleNotFoundError: ")
    assert "lepas paketnya dengan pip" in line
