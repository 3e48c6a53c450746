#!/usr/bin/env bash
# The checks that need no database. Each must pass; the first failure ends the run.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/ruff check --quiet .
.venv/bin/ruff format --quiet --check .
.venv/bin/djlint templates --lint --quiet
