"""Processes that share the work of this one."""
