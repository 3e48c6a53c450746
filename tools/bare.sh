#!/usr/bin/env bash
# Proves the set-up: a minimal root file system with make and python3, a copy of the committed tree alone, `make test` inside.
# How this machine reaches its package sources (lists of apt, settings and certificates of pip and npm) is passed on.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$(id -u)" = 0 ] || exec sudo -n --preserve-env "$0" "$@"
command -v mmdebstrap >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends mmdebstrap; } ||
    { echo "缺少 mmdebstrap。请执行：sudo apt-get install -y mmdebstrap" >&2 && exit 1; }
commit=$(git rev-parse HEAD)
root=$(mktemp -d /var/tmp/portal-bare-XXXXXX)
chmod 755 "$root"
trap 'rm -rf --one-file-system "$root"' EXIT

release=$(. /etc/os-release && echo "$VERSION_CODENAME")
mapfile -t sources < <(find /etc/apt -maxdepth 2 \( -name '*.sources' -o -name '*.list' \) -size +0)
echo "… $release with make and python3"
mmdebstrap --quiet --variant=minbase --include=make,python3 "$release" "$root" "${sources[@]}"

echo "… the tree of $commit"
mkdir -p "$root/srv/portal"
git archive "$commit" | tar x -C "$root/srv/portal"
passed=(HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8)
while IFS='=' read -r name value; do
    case "$name" in
    PIP_* | NPM_CONFIG_* | npm_config_* | http_proxy | https_proxy | no_proxy | HTTP_PROXY | HTTPS_PROXY | NO_PROXY | SSL_CERT_FILE | NODE_EXTRA_CA_CERTS)
        case "$value" in /*) [ -f "$value" ] && install -D -m 644 "$value" "$root/srv/passed/${value##*/}" && value=/srv/passed/${value##*/} ;; esac
        passed+=("$name=$value")
        ;;
    esac
done < <(env)
for file in /etc/pip.conf /etc/npmrc /etc/resolv.conf /etc/hosts /etc/apt/apt.conf.d/*; do
    [ -f "$file" ] && install -D -m 644 "$file" "$root$file"
done

echo "… make ${*:-test}"
# In name spaces of their own, so that no mount and no process is left behind.
unshare --mount --pid --fork --propagation private sh -c '
    root=$1 && shift
    mount --rbind /dev "$root/dev" && mount -t tmpfs tmpfs "$root/dev/shm" && mount -t proc proc "$root/proc" && exec chroot "$root" "$@"
' sh "$root" /usr/bin/env -i "${passed[@]}" make -C /srv/portal --no-print-directory "${@:-test}"
