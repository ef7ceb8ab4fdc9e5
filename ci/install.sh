#!/usr/bin/env bash
# Installs praxis from this working copy into a new environment: every package by its hashes (ci/constraints.txt), nothing newer.
#   ci/install.sh FOLDER [PYTHON]
set -euo pipefail
here="$(cd "$(dirname "$0")/.." && pwd)"
"${2:-python3}" -m venv "$1"
bin="$1/bin"
[ -d "$bin" ] || bin="$1/Scripts" # Windows
"$bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r "$here/ci/constraints.txt"
"$bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation "$here"
