"""A template variable that does not exist is silent in production and an error in tests.

``{% if x %}`` and ``{{ x|default:"" }}`` may ask for what is not there; a plain ``{{ x }}`` or ``{% include … with y=x %}`` may not.
Only the portal's own templates are held to it.
"""

from pathlib import Path
from typing import Any

from django.template import Context
from django.template.base import FilterExpression, VariableDoesNotExist

OWN = Path(__file__).resolve().parent.parent.parent / "templates"
FORGIVING = ("default", "default_if_none", "yesno")


class UndefinedVariable(Exception):
    """The template and what it asked for."""


def install() -> None:
    """Called once by the tests' conftest."""
    if getattr(FilterExpression.resolve, "is_loud", False):
        return
    quiet = FilterExpression.resolve

    def resolve(self: FilterExpression, context: Context, ignore_failures: bool = False) -> Any:
        if not self.is_var or ignore_failures:
            return quiet(self, context, ignore_failures)
        try:
            value = self.var.resolve(context)
        except VariableDoesNotExist as missing:
            name = _own_template(context)
            if name and not any(f.__name__ in FORGIVING for f, _ in self.filters):
                raise UndefinedVariable(f"{name}: {self.token}") from missing
            return quiet(self, context, ignore_failures)
        if not self.filters:
            return value
        settled = object.__new__(FilterExpression)  # the variable is looked up once, so that queries are counted once
        settled.token, settled.filters, settled.is_var, settled.var = self.token, self.filters, False, value
        return quiet(settled, context, ignore_failures)

    resolve.is_loud = True
    FilterExpression.resolve = resolve


def _own_template(context: Context) -> str:
    template = getattr(context.render_context, "template", None) or context.template
    name = getattr(getattr(template, "origin", None), "name", "") or ""
    return name.removeprefix(f"{OWN}/") if name.startswith(str(OWN)) else ""
