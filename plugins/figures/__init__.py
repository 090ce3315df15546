"""What the ledger's observations say. Minds only, so far: no face."""
