"""Tests of the newsroom."""
