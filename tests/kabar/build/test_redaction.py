"""No secret of an address stands in a message, and nothing else goes from it."""

import pytest

from kabar.console import given_addresses, without_secrets

SECRET = "s3cr3t-kata-sandi"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"'https://redaksi:{SECRET}@h.example/x.git' hilang", "'https://h.example/x.git' hilang"),
        (f"http://{SECRET}@h.example:8080/", "http://h.example:8080/"),
        (f"https://a:b/{SECRET}@h.example/x", "https://h.example/x"),
        (f"https:/a:{SECRET}@h.example/x", "https:/h.example/x"),
        (f"ssh://git:{SECRET}@h.example/x dan ftp://b:{SECRET}@c.example", "ssh://h.example/x dan ftp://c.example"),
        ("remote: ghp_" + "a1B2" * 9 + " kedaluwarsa", "remote: *** kedaluwarsa"),
        ("github_pat_" + "a1B2_" * 9, "***"),
        ("glpat-" + "a1B2-" * 4, "***"),
    ],
)
def test_what_signs_in_at_any_address_and_tokens_go(text, shown):
    assert without_secrets(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "photo.license: 'https://www.youtube.com/@kanal' bukan lisensi",
        "https://h.example:8080/@tim/x@1.2",
        "https://h.example/?surel=a@b.example",
        "kontak redaksi@h.example, mailto:redaksi@h.example",
        "git@github.com: Permission denied (publickey).",
        "alamat 'https://h.example/a' dan surel b@c.example",
        "berita/2019/ghp_lama.md",
    ],
)
def test_all_else_stays_as_it_is(text):
    assert without_secrets(text) == text


@pytest.mark.parametrize(
    ("address", "message", "shown"),
    [
        (f"https://a:12/{SECRET}@h.example/x", "repositori '{}'", "repositori 'https://h.example/x'"),
        (f"a:{SECRET}@h.example/x", "repositori '{}'", "repositori 'h.example/x'"),
        (f"https://h.example/x?token={SECRET}", "'{}' tidak ada", "'https://h.example/x' tidak ada"),
        (
            f"https://a:{SECRET}@h.example/x",
            f"nonnumeric port: '{SECRET}@h.example'",
            "nonnumeric port: '***@h.example'",
        ),
        ("https://a:k%40ta@h.example/x", "sandi k@ta ditolak", "sandi *** ditolak"),
        (f"https://{SECRET}@h.example/x", f"pengguna {SECRET}", "pengguna ***"),
        ("ssh://deploy@h.example/x", "deploy@h.example: ditolak; make deploy", "h.example: ditolak; make deploy"),
        ("git@github.com:a/b.git", "'{}'", "'git@github.com:a/b.git'"),
        ("/srv/git/@tim/x.git", "'{}'", "'/srv/git/@tim/x.git'"),
        ("file:///srv/a@b/x.git", "'{}'", "'file:///srv/a@b/x.git'"),
        ("origin", "'{}'", "'origin'"),
    ],
)
def test_the_secrets_of_an_address_that_was_given_go_in_whatever_form_they_stand(address, message, shown):
    assert without_secrets(message.format(address), [address]) == shown


def test_addresses_are_those_that_a_command_may_be_given():
    environ = {"DEPLOY_REMOTE": " origin\n", "TERBIT": "", "HOME": "/root"}

    assert given_addresses(environ) == ["origin"]
