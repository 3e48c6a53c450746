from portal.audit.models.change import Change, ChangeKind
from portal.audit.models.entry import Entry
from portal.audit.models.seal import DayHead, Leaf, Seal, Verification

__all__ = ["Change", "ChangeKind", "DayHead", "Entry", "Leaf", "Seal", "Verification"]
