#!/usr/bin/env bash
# Pins every requirement with its hashes and without addresses. `tools/lock.sh --upgrade` takes newer versions.
set -euo pipefail
cd "$(dirname "$0")/../requirements"
if ! command -v uv >/dev/null; then
    folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
    python3 -m venv "$folder" && "$folder/bin/pip" install --quiet uv && PATH="$folder/bin:$PATH"
fi
for name in runtime test node; do
    constraint=()
    [ "$name" = test ] && constraint=(--constraint runtime.lock)
    uv pip compile --no-config --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
        "${constraint[@]}" "$@" "$name.in" --output-file "$name.lock"
    if grep -nE 'https?://' "$name.lock"; then
        echo "$name.lock 含有下载地址，不能提交。" >&2
        exit 1
    fi
done
