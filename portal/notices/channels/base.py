"""What a way out of the portal offers, and the two ways in which it says no."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Outgoing:
    """One message to one address; ``uid`` is the same at every attempt, so that a server can tell a repeat."""

    uid: UUID
    address: str
    subject: str
    text: str


class TryAgain(Exception):
    """Not now. ``down``: the whole channel does not work, so the others need not be tried this time."""

    def __init__(self, reason: str, *, down: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.down = reason, down


class GiveUp(Exception):
    """Never: the address does not exist, the message is refused."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Channel(Protocol):
    """One way out. ``carrier`` names what stands behind it on the pages."""

    carrier: str

    def send(self, message: Outgoing) -> None:
        """Hand the message over; returns when the other side has taken it, else raises ``TryAgain`` or ``GiveUp``."""

    def close(self) -> None:
        """Let go of connections; called after each run."""
