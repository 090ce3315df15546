"""Export figures: ledger, charts, contradictions, data packages."""
