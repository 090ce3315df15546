"""Put what is drawn on disk, whole and checked. The commands are its modules: ``build`` (`make html`, `make publish`),
``serve``, ``deploy``."""
