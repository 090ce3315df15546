"""What differs once the portal is public."""

from pelicanconf import *  # noqa: F403

PRODUCTION = True

# Where `make deploy` publishes: a remote of this repository or an address, and a branch of it.
# With drafts in content/ this repository must be private; then name a public one here.
DEPLOY_REMOTE = "origin"
DEPLOY_BRANCH = "gh-pages"
