#!/bin/sh
# Install what tests need and pip does not bring: a Chromium, a Java and an nginx, each only where missing.
set -eu

has_browser() {
    for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" >/dev/null 2>&1; then return 0; fi
    done
    [ -d "/Applications/Chromium.app" ] || [ -d "/Applications/Google Chrome.app" ]
}

browser_package() {
    # Chromium without windows needs two thirds of the time; older systems have the whole program alone.
    if apt-cache show chromium-headless-shell >/dev/null 2>&1; then
        echo chromium-headless-shell
    else
        echo chromium
    fi
}

has_java() {
    # macOS has a `java` that only says where to get one.
    java -version >/dev/null 2>&1
}

has_nginx() {
    # Debian keeps it where only root's PATH leads.
    command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ]
}

missing=""
has_browser || missing="$missing browser"
has_java || missing="$missing java"
has_nginx || missing="$missing nginx"
[ -n "$missing" ] || exit 0

if command -v apt-get >/dev/null 2>&1; then
    as_root=""
    [ "$(id -u)" -eq 0 ] || as_root="sudo"
    $as_root apt-get update -qq
    packages=""
    has_browser || packages="$packages $(browser_package)"
    has_java || packages="$packages default-jre-headless"
    has_nginx || packages="$packages nginx libnginx-mod-http-brotli-static"
    echo "Memasang$packages …"
    # The package of a server starts it; tests start their own.
    policy=/usr/sbin/policy-rc.d
    if ! has_nginx && [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
        $as_root chmod 755 "$policy"
        # shellcheck disable=SC2064  # as it is now
        trap "$as_root rm -f $policy" EXIT
    fi
    # shellcheck disable=SC2086  # words, each a package
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -qq -y --no-install-recommends $packages >/dev/null
elif command -v brew >/dev/null 2>&1; then
    has_browser || brew install --quiet --cask chromium
    has_java || brew install --quiet --cask temurin
    has_nginx || brew install --quiet nginx
else
    echo "Pasang dulu:$missing (Chromium, Java, dan nginx), lalu ulangi." >&2
    exit 1
fi
