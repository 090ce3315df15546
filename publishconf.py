"""What differs once the portal is public."""

import sys
from pathlib import Path

# As pelican-quickstart writes it: these settings go on from those beside them.
sys.path.append(str(Path(__file__).resolve().parent))
from pelicanconf import *  # noqa: F403

# The address of portal.yaml, and cards for networks
PRODUCTION = True

# Where `make deploy` publishes: a remote of this repository or an address, and a branch of it.
# With drafts in content/ this repository must be private; then name a public one here.
DEPLOY_REMOTE = "origin"
DEPLOY_BRANCH = "gh-pages"
