"""Walks the pages one account reaches from its menu, photographs each at two widths and notes what went wrong."""

import re
import shutil
import subprocess
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, TimeoutError

from tools.accessibility import serious_faults
from tools.chromium import WATCH, WIDTHS, violations

START = {True: ("/",), False: ("/login/", "/c/", "/t/", "/nowhere/")}
# Same page in another order or length; leaving; pages of machines.
UNINTERESTING = {"sort", "page", "per", "cols"}
SKIPPED = re.compile(r"^/(static|logout|health)\b")
EXPECTED_STATUS = {"/nowhere/": 404}
PDF_RESOLUTION = "70"


@dataclass
class Shot:
    path: str
    title: str = ""
    pictures: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Crawl:
    """One account's walk; a page is visited once per address pattern. Without ``pictures`` it only looks for faults."""

    def __init__(self, browser: Browser, url: str, out: Path, *, cap: int, depth: int, pictures: bool = True) -> None:
        self.browser, self.url, self.out, self.cap, self.depth, self.pictures = browser, url, out, cap, depth, pictures
        self.seen: set[tuple] = set()
        self.shots: list[Shot] = []

    def run(self, account: tuple[str, str] | None) -> list[Shot]:
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir(parents=True)
        context = self.browser.new_context(viewport=_size(WIDTHS[0]), locale="zh-CN", timezone_id="Asia/Shanghai", accept_downloads=True)
        context.add_init_script(WATCH)
        page = context.new_page()
        if account:
            sign_in(page, self.url, *account)
        self._walk(context, page, deque((path, 0) for path in START[account is not None]))
        context.close()
        return self.shots

    def _walk(self, context: BrowserContext, page: Page, waiting: deque[tuple[str, int]]) -> None:
        """New pages first; the same page with another filter when there are none left."""
        variants: deque[tuple[str, int]] = deque()
        while (waiting or variants) and len(self.shots) < self.cap:
            path, depth = (waiting or variants).popleft()
            key = pattern(path)
            if key in self.seen:
                continue
            self.seen.add(key)
            shot = Shot(path)
            self.shots.append(shot)
            for link, in_menu in self._visit(context, page, shot):
                # What the menu offers is always the first level, wherever it is seen.
                following = 0 if in_menu else depth + 1
                if following <= self.depth:
                    if in_menu:
                        waiting.appendleft((link, following))
                    else:
                        (variants if "?" in link else waiting).append((link, following))

    def _visit(self, context: BrowserContext, page: Page, shot: Shot) -> list[tuple[str, bool]]:
        """Open, photograph at each width, and return the links found."""
        heard: list[str] = []

        def on_console(message: ConsoleMessage) -> None:
            if message.type == "error" and "Failed to load resource" not in message.text:
                heard.append(f"控制台：{message.text}")

        def on_error(error: Error) -> None:
            heard.append(f"脚本错误：{error}")

        page.on("console", on_console)
        page.on("pageerror", on_error)
        try:
            answer = page.goto(self.url + shot.path, wait_until="load")
            page.wait_for_timeout(150 if self.pictures else 20)  # a picture waits until everything has settled
        except Error as error:
            if "Download is starting" not in str(error):
                shot.faults.append(f"打不开：{error.message.splitlines()[0]}")
                return []
            self._file(context, shot)
            return []
        finally:
            page.remove_listener("console", on_console)
            page.remove_listener("pageerror", on_error)
        if answer and answer.status >= 400 and answer.status != EXPECTED_STATUS.get(shot.path):
            shot.faults.append(f"状态 {answer.status}")
        shot.title = page.title()
        links = self._links(page)
        self._look(page, shot)
        shot.faults += heard + [f"被安全策略拦下：{v}" for v in violations(page)]
        return links

    def _look(self, page: Page, shot: Shot) -> None:
        """At each width: does it stick out, can everybody use it; and the picture."""
        for width, height in WIDTHS:
            page.set_viewport_size(_size((width, height)))
            out = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if out > 0 and not shot.path.startswith("/dashboard/wall"):
                shot.faults.append(f"{width} 宽时横向超出 {out} 像素")
            shot.faults += [f"{width} 宽时 {fault}" for fault in serious_faults(page)]
            if not self.pictures:
                continue
            # The window becomes as high as the page, so that bars fixed to its edges lie where a reader sees them.
            full = page.evaluate("() => document.documentElement.scrollHeight")
            page.set_viewport_size(_size((width, min(max(height, full), 12_000))))
            name = f"{len(self.shots):03}-{file_name(shot.path)}-{width}.png"
            page.screenshot(path=self.out / name)
            shot.pictures.append(name)
        page.set_viewport_size(_size(WIDTHS[0]))

    def _links(self, page: Page) -> list[tuple[str, bool]]:
        # A link drawn in an SVG has no plain ``href`` property.
        found = page.eval_on_selector_all(
            "a[href]", "nodes => nodes.map(a => [new URL(a.getAttribute('href'), document.baseURI).href, !!a.closest('.p-side')])"
        )
        links = []
        for href, in_menu in found:
            parts = urlsplit(href)
            if f"{parts.scheme}://{parts.netloc}" == self.url and not SKIPPED.match(parts.path):
                links.append((parts.path + (f"?{parts.query}" if parts.query else ""), in_menu))
        return links

    def _file(self, context: BrowserContext, shot: Shot) -> None:
        """What is not a page: a PDF is photographed page by page, other files are only checked."""
        answer = context.request.get(self.url + shot.path)
        kind = answer.headers.get("content-type", "").split(";")[0]
        shot.title = kind
        if answer.status != 200:
            shot.faults.append(f"状态 {answer.status}")
        elif kind == "application/pdf":
            stem = f"{len(self.shots):03}-{file_name(shot.path)}"
            (self.out / f"{stem}.pdf").write_bytes(answer.body())
            subprocess.run(["pdftoppm", "-png", "-r", PDF_RESOLUTION, f"{stem}.pdf", stem], cwd=self.out, check=True)
            shot.pictures += sorted(p.name for p in self.out.glob(f"{stem}-*.png"))


def sign_in(page: Page, url: str, username: str, password: str) -> None:
    page.goto(f"{url}/login/")
    page.fill("#id_username", username)
    page.fill("#id_password", password)
    page.click("main button[type=submit]")
    try:
        page.wait_for_url(lambda address: urlsplit(address).path != "/login/")
    except TimeoutError:
        raise SystemExit(f"账号 {username} 登录不上：{page.locator('main').inner_text()}") from None


def pattern(path: str) -> tuple:
    """Two addresses of one pattern with the same kinds of parameters show the same kind of page."""
    parts = urlsplit(path)
    try:
        route = resolve(parts.path).route
    except Resolver404:
        route = parts.path
    return (route, *sorted({k for k, _ in parse_qsl(parts.query)} - UNINTERESTING))


def file_name(path: str) -> str:
    return re.sub(r"[^0-9A-Za-z一-鿿]+", "-", path).strip("-")[:60] or "desk"


def _size(size: tuple[int, int]) -> dict[str, int]:
    return {"width": size[0], "height": size[1]}
