"""Print the rule book."""

from typing import Any

from django.core.management.base import CommandParser

from portal.accounts.commands import PortalCommand
from portal.lib import clock
from portal.operations.rule_book import as_markdown, rule_book, tenants_policies
from portal.operations.rules import RULES


class Command(PortalCommand):
    help = "打印预警规则手册"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--markdown", action="store_true", help="输出 Markdown")
        parser.add_argument("--defaults", action="store_true", help="只要默认值，不列各租户的取值")

    def handle_portal(self, *, actor: Any, markdown: bool, defaults: bool, **options: Any) -> list[dict]:
        book = rule_book(RULES, {} if defaults else tenants_policies(clock.today()))
        if markdown:
            self.as_text = as_markdown(book)
        return book

    def _print(self, result: Any, options: dict) -> None:
        if options.get("markdown") and isinstance(result, list):
            self.stdout.write(self.as_text)
        else:
            super()._print(result, options)
