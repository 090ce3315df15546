"""Pages: plans and view models, one module per kind of page."""
