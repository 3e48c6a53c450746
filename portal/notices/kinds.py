"""The kinds of messages: each room declares its own with default words, the names of its places and a sample of each.

    declare(MessageKind("cases.lead.received", "新线索", "收到新线索", "{被反映}", {"被反映": "样例建筑公司"}))

Every kind may also use {标题} and {内容}: what the room's announcer says itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.notices import wording
from portal.notices.enums import ChannelKey, When

OWN_TITLE, OWN_TEXT = "标题", "内容"


@dataclass(frozen=True)
class MessageKind:
    """``mandatory``: e-mail and in-portal cannot be switched off; ``urgent``: goes by text message unless the person says no."""

    kind: str
    label: str
    title: str = f"{{{OWN_TITLE}}}"
    text: str = f"{{{OWN_TEXT}}}"
    sample: Mapping[str, str] = field(default_factory=dict)
    mandatory: bool = False
    urgent: bool = False

    @property
    def places(self) -> list[str]:
        return [*self.sample, OWN_TITLE, OWN_TEXT]

    @property
    def samples(self) -> dict[str, str]:
        """Every place with something to show in a preview."""
        own = dict(self.sample)
        return own | {
            OWN_TITLE: _or(wording.fill(self.title, own), f"{self.label}（标题）"),
            OWN_TEXT: _or(wording.fill(self.text, own), f"{self.label}的内容"),
        }

    def usual(self, channel: str) -> str:
        """When it goes by a channel as long as the person has chosen nothing."""
        return When.NOW if channel == ChannelKey.EMAIL or self.urgent else When.NEVER

    def may_be_silenced(self, channel: str) -> bool:
        return not (self.mandatory and channel == ChannelKey.EMAIL)


def _or(text: str, other: str) -> str:
    return text.strip() or other


_KINDS: dict[str, MessageKind] = {}
# What comes from no room's announcement: nobody chooses its words or silences it, it only has a name.
_UNDECLARED = {"notices.code": "验证码"}


def declare(*kinds: MessageKind) -> None:
    """Called where the announcers are; a kind declared twice differently, or whose words use an unknown place, is a fault."""
    for kind in kinds:
        for text in (kind.title, kind.text):
            wording.check(text, kind.places)
        if _KINDS.setdefault(kind.kind, kind) != kind:
            raise ValueError(f"messages of {kind.kind} are declared twice")


def kind_of(key: str) -> MessageKind:
    """The declared kind; one nobody declared speaks with its announcer's own words."""
    return _KINDS.get(key) or MessageKind(key, _UNDECLARED.get(key, "其他消息"))


def declared() -> list[MessageKind]:
    return sorted(_KINDS.values(), key=lambda kind: kind.kind)
