"""What GitHub is asked to run: pinned to the byte, with no more rights than each job needs."""

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

GITHUB = Path(__file__).parent.parent / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
# Published by GitHub on "GitHub's SSH key fingerprints" (docs.github.com).
FINGERPRINTS = {
    "ssh-ed25519": "SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU",
    "ecdsa-sha2-nistp256": "SHA256:p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM",
    "ssh-rsa": "SHA256:uNiVztksCsDhcc0u9e8BujQXVUpKZIDTMczCvj3tD2s",
}


def read(path: Path) -> dict[Any, Any]:
    return yaml.safe_load(path.read_text("utf-8"))


def jobs_of(path: Path) -> dict[str, dict[str, Any]]:
    return read(path)["jobs"]


def steps_of(path: Path) -> list[dict[str, Any]]:
    return [step for job in jobs_of(path).values() for step in job["steps"]]


def publishes_here(job: dict[str, Any]) -> bool:
    """Whether a job sends something to the repository in which it runs."""
    return any(step.get("run") == "make deploy" and "DEPLOY_REMOTE" not in step.get("env", {}) for step in job["steps"])


def test_there_are_workflows():
    assert [path.name for path in WORKFLOWS] == ["check.yml", "deploy.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_full_digest_with_its_version_beside_it(path):
    lines = [line for line in path.read_text("utf-8").splitlines() if re.search(r"^\s*(- )?uses:", line)]

    pinned = re.compile(r"\s*(?:- )?uses: [\w.-]+/[\w./-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+")
    assert [line for line in lines if not pinned.fullmatch(line)] == []
    assert len(lines) == sum("uses" in step for step in steps_of(path)) > 0


def test_one_version_of_an_action_has_one_digest_everywhere():
    text = "".join(path.read_text("utf-8") for path in WORKFLOWS)
    found = set(re.findall(r"uses: (\S+)@([0-9a-f]{40})  # (v\S+)", text))

    assert len({name for name, _, _ in found}) == len(found) == len({digest for _, digest, _ in found})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_job_states_its_rights_and_only_one_that_publishes_here_may_write(path):
    assert read(path)["permissions"] == {}
    for name, job in jobs_of(path).items():
        assert job["permissions"] == {"contents": "write" if publishes_here(job) else "read"}, name


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_the_token_stays_on_disk_only_where_it_is_used(path):
    for name, job in jobs_of(path).items():
        checkouts = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
        assert len(checkouts) == 1
        assert checkouts[0].get("with", {}).get("persist-credentials", True) is publishes_here(job), name


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_that_others_wrote_is_run(path):
    # YAML 1.1 reads the key "on" as true.
    events = read(path)[True]
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(events)
    assert [step["run"] for step in steps_of(path) if "${{" in step.get("run", "")] == []
    # A context in an environment is a value. Those who may start a workflow write its inputs; no title, branch name of
    # a fork or message of a commit is asked for.
    known = re.compile(r"github\.(ref|run_id)|vars\.DEPLOY_REMOTE|secrets\.DEPLOY_KEY|inputs\.\w+")
    asked = set(re.findall(r"\$\{\{\s*(.*?)\s*\}\}", path.read_text("utf-8")))
    assert [one for one in sorted(asked) if not known.fullmatch(one)] == []


def test_exactly_one_job_publishes_whether_a_remote_is_named_or_not():
    jobs = jobs_of(GITHUB / "workflows/deploy.yml")

    assert {publishes_here(job): job["if"] for job in jobs.values()} == {
        True: "vars.DEPLOY_REMOTE == ''", False: "vars.DEPLOY_REMOTE != ''"
    }  # fmt: skip


def test_the_key_is_shown_to_no_other_job_than_the_one_that_publishes_elsewhere():
    for path in WORKFLOWS:
        for job in jobs_of(path).values():
            assert ("DEPLOY_KEY" in repr(job)) is ("DEPLOY_REMOTE" in repr(job["steps"]))


def test_the_host_of_the_remote_must_be_one_whose_key_is_known():
    deploys = [step for step in steps_of(GITHUB / "workflows/deploy.yml") if "DEPLOY_REMOTE" in step.get("env", {})]

    (ssh,) = (step["env"]["GIT_SSH_COMMAND"] for step in deploys)
    assert {"StrictHostKeyChecking=yes", "GlobalKnownHostsFile=/dev/null", "IdentitiesOnly=yes"} <= set(ssh.split())
    assert re.search(r'UserKnownHostsFile="\$GITHUB_WORKSPACE/\.github/known_hosts"', ssh)


def test_the_keys_of_github_are_those_that_it_publishes():
    text = (GITHUB / "known_hosts").read_text("utf-8")
    entries = [line.split() for line in text.splitlines() if not line.startswith("#")]

    found = {}
    for host, kind, key in entries:
        assert host == "github.com"
        digest = hashlib.sha256(base64.b64decode(key, validate=True)).digest()
        found[kind] = f"SHA256:{base64.b64encode(digest).decode().rstrip('=')}"
    assert found == FINGERPRINTS


def test_new_versions_of_actions_and_of_python_packages_are_proposed():
    updates = read(GITHUB / "dependabot.yml")["updates"]

    assert {(one["package-ecosystem"], one["directory"]) for one in updates} == {("github-actions", "/"), ("pip", "/")}
    assert all(one["schedule"]["interval"] for one in updates)
