"""Every policy key of a region on a day as one line of the list."""

from dataclasses import dataclass
from typing import Any

from portal.accounts.rights import may
from portal.lib import clock
from portal.lib.rows import Rows
from portal.tenancy.enums import Certainty, RegionLevel
from portal.tenancy.models import PolicyRow, Region
from portal.tenancy.policies import PolicySet, PolicyValue, declared, groups, open_questions
from portal.tenancy.policy_keys import NATIONAL, PolicyKey
from portal.tenancy.policy_values import shown
from portal.tenancy.scope import Actor

LEVELS = {NATIONAL: "国家", **dict(RegionLevel.choices)}
OPEN, OWN, INHERITED, DEFAULT, FIXED = "待录入", "本级已设", "上级已设", "国家或平台默认", "国家规定"
BRIEF = 60
TONES = {OPEN: "bad", OWN: "ok", INHERITED: "do"}


@dataclass(frozen=True)
class PolicyLine:
    """A key with the value in force here, the layer it comes from and its document."""

    key: PolicyKey
    value: PolicyValue
    row: PolicyRow | None
    region: Region

    @property
    def pk(self) -> str:
        return self.key.key

    @property
    def group(self) -> str:
        return groups()[self.key.prefix]

    @property
    def words(self) -> str:
        return shown(self.key, self.value.value)

    @property
    def brief(self) -> str:
        """For the list, where a whole table would not fit."""
        return self.words if len(self.words) <= BRIEF else f"{self.words[:BRIEF]}……"

    @property
    def remark(self) -> str:
        """What stands under the name in the list; that nobody reads the figure yet comes first."""
        return f"用于：{self.key.used_for}。{self.key.meaning}" if self.key.idle else self.key.meaning

    @property
    def level(self) -> str:
        return level_words(self.value)

    @property
    def certainty(self) -> str:
        return Certainty(self.value.certainty).label

    @property
    def state(self) -> str:
        if self.value.value is None:
            return OPEN
        if self.row is None:
            return FIXED if self.key.fixed else DEFAULT
        return OWN if self.row.region_id == self.region.pk else INHERITED


def level_words(value: PolicyValue) -> str:
    """Which level decides; a figure the portal suggests is no nation's."""
    return "平台建议" if value.level == NATIONAL and value.certainty == Certainty.PLATFORM else LEVELS[value.level]


def lines_of(policies: PolicySet) -> Rows:
    """All keys, without a further query."""
    return Rows(PolicyLine(key, policies[name], policies.row(name), policies.region) for name, key in declared().items())


def count_open(actor: Actor) -> int:
    """How many figures the administrator is asked for; one query, and none for those who cannot enter any."""
    if not may(actor, "policy.edit") or actor.region_id is None:
        return 0
    return len(open_questions(PolicySet(Region.objects.get(pk=actor.region_id), clock.today())))


def told_apart(key: PolicyKey, value: Any, other: Any) -> str:
    """A value beside another: of a table the rows the other does not have, and how many they share; anything else whole."""
    if not (key.columns and isinstance(value, list) and isinstance(other, list)):
        return shown(key, value)
    others = {shown(key, [row]) for row in other}
    own = [words for words in (shown(key, [row]) for row in value) if words not in others]
    shared = len(value) - len(own)
    return "；".join([*own, f"{'其余 ' if own else ''}{shared} 行相同"] if shared else own) or shown(key, value)
