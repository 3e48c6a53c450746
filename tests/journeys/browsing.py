"""What everybody does in the browser: sign in, fill in by label, press, read what is said, take a file home."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response, expect

from portal.operations.demo.accounts import PASSWORD
from tests.interface.serving import PATIENCE
from tools.chromium import WATCH
from tools.crawl import sign_in

DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}


@dataclass
class House:
    """The installation as browsers see it, and everything that went wrong in one of them."""

    browser: Browser
    url: str
    faults: list[str] = field(default_factory=list)

    def person(self, username: str) -> Page:
        """A window in which one of the demo accounts has signed in."""
        page = self.window(username, viewport=DESK)
        sign_in(page, self.url, username, PASSWORD)
        return page

    def worker(self) -> Page:
        """A phone without account; the workers' pages need no scripts."""
        return self.window("工友", viewport=PHONE, java_script_enabled=False)

    def window(self, who: str, **options: object) -> Page:
        """An empty window that notes whatever goes wrong in it."""
        context = self.browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", accept_downloads=True, **options)
        context.add_init_script(WATCH)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()

        def on_console(message: ConsoleMessage) -> None:
            # What the security policy refuses is told here too; an address that answers 404 is asked for on purpose.
            if message.type == "error" and "Failed to load resource" not in message.text:
                self.faults.append(f"{who} {urlsplit(page.url).path} 控制台：{message.text}")

        def on_response(response: Response) -> None:
            if response.status >= 500:
                self.faults.append(f"{who} {urlsplit(response.url).path} 状态 {response.status}")

        page.on("console", on_console)
        page.on("response", on_response)
        page.on("pageerror", lambda error: self.faults.append(f"{who} {urlsplit(page.url).path} 脚本：{error}"))
        return page


def go(page: Page, path: str) -> int:
    """Open an address of the same house and tell the answer's status."""
    return page.goto(house_of(page) + path).status


def house_of(page: Page) -> str:
    parts = urlsplit(page.url)
    return f"{parts.scheme}://{parts.netloc}"


def path_of(page: Page) -> str:
    return urlsplit(page.url).path


def leads(page: Page, act: Callable[[], object]) -> str:
    """Do what leads to another address, and wait until the page there is whole; its path. A click alone may return while the old page still stands."""
    before = page.url
    act()
    page.wait_for_url(lambda address: address != before)
    return path_of(page)


def menu(page: Page, name: str) -> None:
    """Choose an entry of the side menu, in whichever group it is, and wait for its page."""
    side, wanted = page.locator(".p-side"), page.get_by_role("link", name=name, include_hidden=True)
    folded = side.locator("details:not([open])").filter(has=wanted)
    if folded.count():
        folded.locator("summary").click()
    entry = side.get_by_role("link", name=name)
    if entry.get_attribute("href") == path_of(page):
        entry.click()
    else:
        leads(page, entry.click)


def fill(scope: Page | Locator, **values: str) -> None:
    """Fields by the names they are sent under."""
    for name, value in values.items():
        field = scope.locator(f"[name='{name}']")
        field.focus()  # amounts lose their commas on arrival
        field.fill(value)


def press(scope: Page | Locator, name: str) -> None:
    scope.get_by_role("button", name=name, exact=True).click()


def follow(scope: Page | Locator, name: str) -> None:
    scope.get_by_role("link", name=name, exact=True).first.click()


def agree(page: Page, link: str, verb: str) -> None:
    """A link that asks in place, and the button that means it."""
    follow(page, link)
    press(page.locator("dialog"), verb)


def hears(page: Page, text: str) -> None:
    """The short message after an act."""
    expect(page.locator(".p-toast").filter(has_text=text)).to_have_count(1)


def row(page: Page, *texts: str) -> Locator:
    """The rows of the page's tables that hold all of these texts."""
    found = page.locator("main tbody tr")
    for text in texts:
        found = found.filter(has_text=text)
    return found


def takes_home(page: Page, act: Callable[[], None]) -> bytes:
    """The file that an act sends to the browser."""
    with page.expect_download() as download:
        act()
    return Path(download.value.path()).read_bytes()
