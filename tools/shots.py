"""`make shots`: pictures of every page of every demo account, wide and narrow, and of every PDF, with an index.

Uses the demo that is running, or starts one. Ends with status 1 when a page was refused something by the content security
policy, threw an error, sticks out of a phone, or when a link leads to an error. The whole takes an hour or two; a look at some
accounts, or at the first pages of each, takes minutes: `make shots SHOTS="--cap 60 --depth 2 pd-inspector contractor"`.

    python -m tools.shots [--url http://127.0.0.1:8000] [--out var/shots] [--cap 400] [--depth 4] [account …]
"""

import argparse
import contextlib
import html
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import django
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
USUAL = "http://127.0.0.1:8000"
START_SECONDS = 300
VISITOR = "visitor"


def main() -> int:
    options = arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from portal.operations.demo.accounts import ACCOUNTS, PASSWORD  # noqa: PLC0415  (needs the settings)
    from tools.crawl import Crawl  # noqa: PLC0415

    names = options.accounts or [VISITOR, *(account.username for account in ACCOUNTS)]
    results = {}
    with serving(options.url) as url, chromium() as browser:
        for name in names:
            crawl = Crawl(browser, url, options.out / name, cap=options.cap, depth=options.depth)
            results[name] = crawl.run(None if name == VISITOR else (name, PASSWORD))
            print(f"{name}: {len(results[name])} 页，{sum(len(s.faults) for s in results[name])} 处问题", flush=True)
    write_index(options.out, results)
    faults = [(name, shot.path, fault) for name, shots in results.items() for shot in shots for fault in shot.faults]
    for name, path, fault in faults:
        print(f"{name} {path}: {fault}", file=sys.stderr)
    print(f"{options.out / 'index.html'}：{sum(map(len, results.values()))} 页，{len(faults)} 处问题")
    return 1 if faults else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("accounts", nargs="*", help=f"演示账号；{VISITOR} 是不登录的人；不写就是全部")
    parser.add_argument("--url", default="", help="已在运行的演示平台")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "shots")
    parser.add_argument("--cap", type=int, default=400, help="每个账号最多几页")
    parser.add_argument("--depth", type=int, default=4, help="从栏目起跟几层链接")
    return parser.parse_args()


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    from tools.chromium import ARGUMENTS, EXECUTABLE  # noqa: PLC0415

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextlib.contextmanager
def serving(url: str) -> Iterator[str]:
    """The address of a demo: the one named, the one at the usual place, or one started for this run."""
    if url or answers(USUAL):
        yield (url or USUAL).rstrip("/")
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = f"http://127.0.0.1:{port}"
    log = (ROOT / "var" / "shots-server.log").open("w")
    server = subprocess.Popen([sys.executable, "manage.py", "up", "--port", str(port)], cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_for(own, server)
        yield own
    finally:
        server.terminate()
        server.wait(60)


def wait_for(url: str, server: subprocess.Popen) -> None:
    end = time.monotonic() + START_SECONDS
    while not answers(url):
        if server.poll() is not None or time.monotonic() > end:
            sys.exit("演示平台没有启动，原因见 var/shots-server.log。")
        time.sleep(0.5)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health/ready", timeout=5) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def write_index(out: Path, results: dict) -> None:
    """One page to look through; it lies beside the pictures and is opened from the disk."""
    parts = [
        '<!doctype html><meta charset="utf-8"><title>页面图</title>'
        "<style>body{font:14px/1.5 sans-serif;margin:16px}figure{display:inline-block;vertical-align:top;margin:0 12px 16px 0;max-width:360px}"
        "img{max-width:100%;max-height:300px;border:1px solid #ccc}.bad{color:#c0241b}</style>"
    ]
    for name, shots in results.items():
        parts.append(f"<h2>{html.escape(name)}</h2>")
        parts += [_figure(name, shot) for shot in shots]
    (out / "index.html").write_text("\n".join(parts))


def _figure(name: str, shot: "object") -> str:
    pictures = "".join(f'<a href="{name}/{p}"><img loading="lazy" src="{name}/{p}" alt=""></a>' for p in shot.pictures)
    faults = "".join(f'<div class="bad">{html.escape(f)}</div>' for f in shot.faults)
    return f"<figure>{pictures}<figcaption>{html.escape(shot.path)}<br>{html.escape(shot.title)}{faults}</figcaption></figure>"


if __name__ == "__main__":
    sys.exit(main())
