#!/usr/bin/env bash
# Backs up the database and the stored files into a folder, with a checksum; keeps the newest 30.
#   BACKUP_URL=postgresql://portal_backup:…@host/portal BACKUP_FILES=/var/lib/portal tools/backup.sh [--daily] FOLDER
# --daily repeats every day. The key file is never part of a backup: keep it apart.
set -euo pipefail
keep=30
daily=
[ "${1:-}" = --daily ] && daily=yes && shift
target=${1:?"缺少备份目录。用法：BACKUP_URL=… BACKUP_FILES=… tools/backup.sh 目录"}
: "${BACKUP_URL:?"缺少 BACKUP_URL（portal_backup 账号的数据库地址）"}"
umask 077

once() {
    local name
    name=$target/portal-$(date +%Y%m%dT%H%M%S)
    "${PG_DUMP:-pg_dump}" --format=custom --no-owner --file="$name.dump.part" "$BACKUP_URL"
    mv "$name.dump.part" "$name.dump"
    if [ -n "${BACKUP_FILES:-}" ]; then
        # Exit status 1 means that a file changed while it was read: stored files never change, new ones come next time.
        tar --create --dereference --gzip --file="$name.files.tar.gz" --directory="$BACKUP_FILES" --exclude='keys*.json' --exclude='./servers*' . || [ $? = 1 ]
    fi
    (cd "$target" && sha256sum "$(basename "$name")".* >".${name##*/}.sum" && mv ".${name##*/}.sum" "$name.sha256")
    find "$target" -maxdepth 1 -name 'portal-*.sha256' | sort -r | tail -n +$((keep + 1)) | while read -r old; do rm -f "${old%.sha256}".*; done
    echo "已备份：$name"
}

while :; do
    once
    [ -n "$daily" ] || exit 0
    sleep 86400 &
    wait $!
done
