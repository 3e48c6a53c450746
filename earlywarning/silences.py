"""What a site's state or kind, or a festival, makes silent: every rule's own exemptions and the tenant's table, as one list with sources."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from types import ModuleType

from earlywarning.catalogue import TITLES
from earlywarning.exemptions import KEY, WHEN, rules_of
from portal.lib.rules import Threshold, policy_key
from portal.tenancy.policies import PolicySet, declared, value_of
from portal.tenancy.policy_keys import NATIONAL
from projects.models import Project

BY_STATE, BY_SITE = "exempt_states", "exempt_sites"
_PREFIX = {BY_STATE: "state", BY_SITE: "site"}


@dataclass(frozen=True)
class Silence:
    """One rule that rests in one situation: by which document, whether the tenant's own, and which figure says so."""

    code: str
    source: str
    is_own: bool
    key: str
    days: int = 0

    @property
    def title(self) -> str:
        return TITLES.get(self.code, "")


@dataclass
class Situation:
    """A state of the site, a kind of site, or days around a festival."""

    when: str
    label: str
    silences: list[Silence] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple[str, bool, list[Silence]]]:
        """Rules of the same source together: (source, own, rules)."""
        found: dict[tuple[str, bool], list[Silence]] = {}
        for silence in self.silences:
            found.setdefault((silence.source, silence.is_own), []).append(silence)
        return [(source, own, rows) for (source, own), rows in found.items()]


def situations(rules: Iterable[ModuleType], policies: PolicySet | None) -> list[Situation]:
    """Every situation in the order of the states, kinds and festivals; without a region what holds nationally."""
    found = {when: Situation(when, label) for when, label in WHEN}
    for rule in rules:
        for threshold in rule.DEFAULTS:
            if threshold.key in _PREFIX:
                for value, silence in _of(rule, threshold, policies):
                    found[f"{_PREFIX[threshold.key]}.{value}"].silences.append(silence)
    table = policies[KEY] if policies else value_of(declared()[KEY], None)
    for line in table.value or ():
        for code in rules_of(line):
            found[line["when"]].silences.append(Silence(code, table.source, table.level != NATIONAL, KEY, line.get("days") or 0))
    return list(found.values())


def _of(rule: ModuleType, threshold: Threshold, policies: PolicySet | None) -> Iterable[tuple[str, Silence]]:
    key = policy_key(rule, threshold)
    value = policies[key] if policies else None
    source, own = (value.source, value.level != NATIONAL) if value else (threshold.source, False)
    for one in (value.value if value else threshold.default) or ():
        yield one, Silence(rule.CODE, source, own, key)


def silent_for(rules: Iterable[ModuleType], policies: PolicySet, project: Project) -> list[Situation]:
    """What rests on this project now, by its state and its kind; festivals are the calendar's matter."""
    mine = (f"state.{project.state}", f"site.{project.site_kind}")
    return [one for one in situations(rules, policies) if one.when in mine and one.silences]
