"""The engine's memory of one reckoning: the steps it took, those it passed over, the figures it read."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from portal.tenancy.policies import PolicyValue
from portal.tenancy.policy_values import shown
from projects.deposits.work import Step

RULE = "《工程建设领域农民工工资保证金规定》（人社部发〔2021〕65号）"
LOCAL = "本地规定"


def article(number: str) -> str:
    """“…规定第十一条”."""
    return f"{RULE}第{number}条"


def percent(rate: Decimal) -> str:
    """0.0075 → 0.75%."""
    return f"{format((rate * 100).quantize(Decimal('0.001')).normalize(), 'f')}%"


class Notes:
    """Reading a figure through it leaves it among ``used``, with its source: the version of the policy this sum rests on."""

    def __init__(self, figures: Mapping[str, PolicyValue]) -> None:
        self._figures = figures
        self._steps: list[Step] = []
        self._others: list[Step] = []
        self.used: dict[str, dict[str, str]] = {}

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(self._steps)

    @property
    def others(self) -> tuple[Step, ...]:
        return tuple(self._others)

    def figure(self, key: str) -> Any:
        """The value in force; a figure still open is refused by its name."""
        found = self._figures[key]
        value = found.require()
        self.used[key] = {"label": found.key.label, "value": shown(found.key, value), "source": found.source, "level": found.level}
        return value

    def source(self, key: str) -> str:
        return self._figures[key].source

    def add(self, rule: str, law: str, effect: str, source: str) -> None:
        self._steps.append(Step(rule, law, effect, source))

    def passed_over(self, rule: str, law: str, effect: str, source: str) -> None:
        """A rule that was looked at and did not change the sum."""
        self._others.append(Step(rule, law, effect, source))
