"""View models: one module for each kind of page."""
