"""What differs once the portal is public."""

import os
import sys

# As pelican-quickstart writes it: these settings go on from those beside them.
sys.path.append(os.path.dirname(os.path.abspath(__file__)))
from pelicanconf import *  # noqa: E402, F403

PRODUCTION = True

# Where `make deploy` publishes: a remote of this repository or an address, and a branch of it.
# With drafts in content/ this repository must be private; then name a public one here.
DEPLOY_REMOTE = "origin"
DEPLOY_BRANCH = "gh-pages"
