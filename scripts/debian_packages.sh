#!/usr/bin/env bash
# The programs that the tests drive. As root on Debian it installs what is missing; otherwise it names it and fails.
set -euo pipefail

missing=()
has() { command -v "$1" >/dev/null 2>&1; }
fonts=$(fc-list 2>/dev/null || true)
font() { grep -qi "$1" <<<"$fonts"; }

has chromium || missing+=(chromium)
{ compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || has initdb; } || missing+=(postgresql)
has firefox-esr || missing+=(firefox-esr)
has WebKitWebDriver || missing+=(webkit2gtk-driver)
has Xvfb || missing+=(xvfb)
/usr/bin/python3 -c 'import gi; gi.require_version("WebKit2", "4.1")' 2>/dev/null || missing+=(python3-gi gir1.2-webkit2-4.1)
has setpriv || missing+=(util-linux)
has fc-list || missing+=(fontconfig)
# What a phone has: Latin, Arabic script for Urdu, emoji.
font 'liberation\|dejavu' || missing+=(fonts-liberation)
font 'noto.*\(arabic\|nastaliq\|naskh\)' || missing+=(fonts-noto-core)
font 'emoji' || missing+=(fonts-noto-color-emoji)
{ has node && has npm; } || missing+=(nodejs npm)

if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" != 0 ] || ! has apt-get; then
        echo "These programs are missing, and the tests need them: ${missing[*]}" >&2
        echo "On Debian: sudo apt-get install ${missing[*]}" >&2
        exit 1
    fi
    echo "Installing from Debian: ${missing[*]} …"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
fi

if ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)'; then
    echo "The page checks need Node.js 20 or newer; this machine has $(node --version)." >&2
    exit 1
fi
