#!/usr/bin/env bash
# Installs what is missing: Debian packages, fonts, .venv from the hashed lock, front-end files.
# Asks for nothing, safe to repeat, quick when there is nothing to do.  --tests adds what the tests need.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
lock=requirements/runtime.lock
packages=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-cjk fonts-noto-core fonts-liberation)
if [ "${1:-}" = --tests ]; then
    lock=requirements/test.lock
    packages+=(chromium poppler-utils libatomic1) # libatomic1: the driver of the browser tests
fi
mkdir -p var && log=var/setup.log && : >>"$log"
exec 9>var/setup.lock && flock 9

die() { # one clear sentence with the command to run
    printf '\n%s\n' "设置没有完成：$1" >&2
    exit 1
}
say() { printf '%s\n' "$1"; }
stamp() { cat "$@" | sha256sum | cut -c1-16; }
tell() { tail -n 15 "$log" >&2; }
privileged() {
    if [ "$(id -u)" = 0 ]; then env DEBIAN_FRONTEND=noninteractive "$@"; else sudo -n env DEBIAN_FRONTEND=noninteractive "$@"; fi
}

python_ready() {
    command -v python3 >/dev/null || die "没有 python3。请执行：sudo apt-get install -y python3 python3-venv"
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        die "需要 python3 3.11 或更高（Debian 12 起自带）。请执行：sudo apt-get install -y python3 python3-venv"
    python3 -c 'import venv, ensurepip' 2>/dev/null || packages+=(python3-venv)
}

debian_packages() {
    local missing=() name
    for name in "${packages[@]}"; do
        case "$(dpkg-query -W -f '${Status}' "$name" 2>/dev/null)" in *" installed") ;; *) missing+=("$name") ;; esac
    done
    has_fandol || missing_fonts=1
    [ ${#missing[@]} = 0 ] && [ "$missing_fonts" = 0 ] && return
    command -v apt-get >/dev/null || die "本机不是 Debian。请用本机的软件包管理器安装：${missing[*]}"
    if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then
        die "缺少系统软件包，而当前用户不能免密码使用 sudo。请由管理员执行：sudo $PWD/tools/setup.sh --system"
    fi
    say "更新软件包清单"
    privileged apt-get update >>"$log" 2>&1 || { tell; die "软件包清单更新失败，请检查网络或软件源后执行：sudo apt-get update"; }
    [ ${#missing[@]} = 0 ] && return
    say "安装系统软件包：${missing[*]}"
    privileged apt-get install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 ||
        { tell; die "系统软件包安装失败。请执行：sudo apt-get install -y --no-install-recommends ${missing[*]}"; }
}

has_fandol() { [ "$(find /usr/local/share/fonts /usr/share/fonts /usr/share/texlive/texmf-dist/fonts/opentype -name 'Fandol*-Regular.otf' 2>/dev/null | wc -l)" -ge 2 ]; }

fandol_fonts() { # 仿宋 and 楷体 for official letters: two files of a large package
    [ "$missing_fonts" = 0 ] && return
    say "安装仿宋、楷体字库"
    local folder
    folder=$(mktemp -d) && chmod 755 "$folder"
    (
        cd "$folder" && apt-get download texlive-lang-chinese &&
            dpkg-deb --fsys-tarfile texlive-lang-chinese_*.deb | tar x --wildcards '*/FandolFang-Regular.otf' '*/FandolKai-Regular.otf' &&
            find . -name 'Fandol*.otf' -exec chmod 644 {} + && privileged mkdir -p /usr/local/share/fonts/fandol &&
            find "$PWD" -name 'Fandol*.otf' -print0 | while IFS= read -r -d '' file; do privileged install -m 644 "$file" /usr/local/share/fonts/fandol/ || exit 1; done &&
            privileged fc-cache
    ) >>"$log" 2>&1
    rm -rf "$folder"
    has_fandol || { tell; die "仿宋、楷体字库安装失败。请执行：sudo apt-get install -y texlive-lang-chinese"; }
}

python_environment() {
    local wanted mark
    wanted=$(stamp "$lock") && mark=.venv/.$(basename "$lock")
    .venv/bin/python -c '' 2>/dev/null || { rm -rf .venv && say "建立 Python 环境" && python3 -m venv .venv >>"$log" 2>&1; } ||
        { tell; die "Python 环境建立失败。请执行：sudo apt-get install -y python3-venv && python3 -m venv $PWD/.venv"; }
    [ "$(cat "$mark" 2>/dev/null)" = "$wanted" ] && return
    say "安装 Python 依赖（$lock）"
    .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check --no-deps --require-hashes --only-binary :all: -r "$lock" >>"$log" 2>&1 ||
        { tell; die "Python 依赖安装失败，请检查网络后执行：$PWD/.venv/bin/pip install --require-hashes -r $PWD/$lock"; }
    printf %s "$wanted" >"$mark"
    [ "$lock" = requirements/runtime.lock ] || stamp requirements/runtime.lock | tr -d '\n' >.venv/.runtime.lock
}

front_end() {
    local wanted mark=node_modules/.portal
    wanted=$(stamp package-lock.json portal/assets.py)
    [ "$(cat "$mark" 2>/dev/null)" = "$wanted" ] && [ -d static_build ] && return
    say "安装前端文件"
    if command -v npm >/dev/null; then
        npm ci --no-progress >>"$log" 2>&1 || { tell; die "前端依赖安装失败，请检查网络后执行：cd $PWD && npm ci"; }
    else
        npm_from_wheel || { tell; die "前端依赖安装失败，请检查网络后执行：sudo apt-get install -y npm && cd $PWD && npm ci"; }
    fi
    .venv/bin/python -m portal.assets >>"$log" 2>&1 || { tell; die "前端文件整理失败。请执行：cd $PWD && .venv/bin/python -m portal.assets"; }
    printf %s "$wanted" >"$mark"
}

npm_from_wheel() { # a machine without npm gets one for this moment only
    local folder
    folder=$(mktemp -d) || return 1
    python3 -m venv "$folder/venv" >>"$log" 2>&1 &&
        "$folder/venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check --require-hashes -r requirements/node.lock >>"$log" 2>&1 &&
        PATH="$folder/venv/bin:$PATH" npm ci --no-progress >>"$log" 2>&1
    local result=$?
    rm -rf "$folder"
    return $result
}

missing_fonts=0
python_ready
debian_packages
fandol_fonts
[ "${1:-}" = --system ] && exit 0
python_environment
front_end
