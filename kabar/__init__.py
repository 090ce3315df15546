"""The library that the Pelican plugins and the commands are made of.

Imports run one way: ``tests/test_architecture.py`` lists the packages in their order.
"""
