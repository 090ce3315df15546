#!/bin/sh
# Install what tests need and pip does not bring: a Chromium and a Java, each only where missing.
set -eu

has_browser() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" >/dev/null 2>&1; then return 0; fi
    done
    [ -d "/Applications/Chromium.app" ] || [ -d "/Applications/Google Chrome.app" ]
}

has_java() {
    # macOS has a `java` that only says where to get one.
    java -version >/dev/null 2>&1
}

missing=""
has_browser || missing="$missing browser"
has_java || missing="$missing java"
[ -n "$missing" ] || exit 0

if command -v apt-get >/dev/null 2>&1; then
    packages=""
    has_browser || packages="$packages chromium"
    has_java || packages="$packages default-jre-headless"
    as_root=""
    [ "$(id -u)" -eq 0 ] || as_root="sudo"
    echo "Memasang$packages …"
    $as_root apt-get update -qq
    # shellcheck disable=SC2086  # two words, two packages
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -qq -y --no-install-recommends $packages >/dev/null
elif command -v brew >/dev/null 2>&1; then
    has_browser || brew install --quiet --cask chromium
    has_java || brew install --quiet --cask temurin
else
    echo "Pasang dulu:$missing (Chromium dan Java), lalu ulangi." >&2
    exit 1
fi
