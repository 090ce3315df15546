"""The portal's plugins, and the rule of who may import whom.

An arrow never points up: floor 4 (faces, ``<plugin>/__init__.py``) know Pelican, their own
mind and the content model; floor 3 (minds) know the content model and the minds to their
left in ``indonesian, topics, figures, agenda, related, structured_data, pages, feeds, sitemaps,
addresses, press``; floors 2 and 1
(``content_model``) know Python, YAML and pydantic. ``tests/test_architecture.py`` checks it.
"""
