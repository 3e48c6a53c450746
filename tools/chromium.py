"""How the portal's tools and tests run Debian's Chromium."""

from playwright.sync_api import Page

EXECUTABLE = "/usr/bin/chromium"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--lang=zh-CN")
WIDTHS = ((1366, 768), (390, 844))
# Runs before a page's own scripts: keeps what the content security policy refused.
WATCH = """
window.__refused = [];
document.addEventListener("securitypolicyviolation", (event) => window.__refused.push(
  [event.violatedDirective, event.blockedURI, event.sourceFile, event.lineNumber, event.sample].filter(Boolean).join(" ")));
"""


def violations(page: Page) -> list[str]:
    """What the policy refused on this page since it was opened."""
    return page.evaluate("() => window.__refused || []")
