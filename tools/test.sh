#!/usr/bin/env bash
# Every check and every test; migrations are checked inside the tests, where a database is.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/lint.sh
exec .venv/bin/pytest -q -n "${PORTAL_TEST_PROCESSES:-2}" --dist loadfile --junitxml=var/test-results.xml "$@"
