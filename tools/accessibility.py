"""What the accessibility checker says about an open page; used by `make shots` and by tests."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

CHECKER = Path(__file__).resolve().parent.parent / "node_modules" / "axe-core" / "axe.min.js"
ASK = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.filter((v) => v.impact === "serious" || v.impact === "critical").map((v) => [v.id, v.nodes.map((n) => n.target.join(" "))]);
}"""


def serious_faults(page: Page) -> list[str]:
    """Serious and critical faults: the rule and where. The checker is handed to the page from outside, past its security policy."""
    page.evaluate(_checker())
    return [f"{rule}：{'；'.join(places[:3])}{f'（共 {len(places)} 处）' if len(places) > 3 else ''}" for rule, places in page.evaluate(ASK)]


@cache
def _checker() -> str:
    return CHECKER.read_text()
