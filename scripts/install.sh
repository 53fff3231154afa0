#!/usr/bin/env bash
# Makes .venv and installs what a lock names, each file checked against its hash; does nothing when nothing changed.
#   scripts/install.sh run    what the product needs
#   scripts/install.sh dev    that, and what checks it: linters, tests, the node tools
#   scripts/install.sh peers  what the benchmarks measure against, in an environment of its own: benchmarks/.peers
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:?run, dev or peers}
PYTHON=${PYTHON:-python3}
python=.venv/bin/python

digest() { cat "$@" | sha256sum | cut -d' ' -f1; }
stamped() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

if ! "$python" -m pip --version >/dev/null 2>&1; then
    if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "Participation needs Python 3.11 or newer; '$PYTHON' is not. Name another: make PYTHON=python3.12 …" >&2
        exit 1
    fi
    if ! "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            echo "Installing Debian's python3-venv …"
            apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y python3-venv >/dev/null
        else
            echo "Python's venv is missing. On Debian: apt-get install python3-venv" >&2
            exit 1
        fi
    fi
    echo "Making a Python environment in .venv …"
    "$PYTHON" -m venv --clear .venv
fi

version=$("$python" --version)
run=$(echo "$version" "$(digest requirements/run.txt requirements/build.txt pyproject.toml)")
dev=$(echo "$version" "$(digest requirements/dev.txt requirements/run.txt requirements/build.txt pyproject.toml)")

install() {
    "$python" -m pip install --disable-pip-version-check --no-input --quiet --require-hashes "$@"
}
install_project() {
    "$python" -m pip install --disable-pip-version-check --no-input --quiet --no-deps --no-build-isolation --no-index --editable .
}

if [ "$what" = run ] && ! stamped .venv/.run "$run"; then
    echo "Installing the libraries of requirements/run.txt, each checked against its hash (about 150 MB; a minute or two) …"
    install -r requirements/run.txt -r requirements/build.txt
    install_project
    echo "$run" >.venv/.run
fi

if [ "$what" = dev ] && ! stamped .venv/.dev "$dev"; then
    echo "Installing the libraries and tools of requirements/dev.txt, each checked against its hash (a few minutes) …"
    install -r requirements/dev.txt
    install_project
    echo "$run" >.venv/.run
    echo "$dev" >.venv/.dev
fi

if [ "$what" = dev ]; then
    node=$(digest package-lock.json)
    if ! stamped node_modules/.installed "$node"; then
        echo "Installing the node tools of package-lock.json (they check pages; the product itself uses none) …"
        npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
        echo "$node" >node_modules/.installed
    fi
fi

if [ "$what" = peers ]; then
    peers=$(echo "$version" "$(digest benchmarks/peers.txt)")
    if ! stamped benchmarks/.peers/.installed "$peers"; then
        echo "Installing the peers of benchmarks/peers.txt into benchmarks/.peers (a minute or two) …"
        "$python" -m venv --clear benchmarks/.peers
        # BERTopic is given its vectors, so it needs no torch: nothing comes that the file does not name.
        benchmarks/.peers/bin/python -m pip install --disable-pip-version-check --no-input --quiet --no-deps \
            --require-hashes -r benchmarks/peers.txt
        echo "$peers" >benchmarks/.peers/.installed
    fi
fi
