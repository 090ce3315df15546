"""Choose and order what the ledger holds, draw its charts, and give it to other programs as data."""
