"""Drafts of trainings from announcement letters: ``make impor-surat``."""
