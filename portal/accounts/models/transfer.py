"""工作移交: what one person answered for, handed to his successor in one act, with the list frozen as it was."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from portal.accounts.enums import Role
from portal.accounts.models.membership import Membership
from portal.tenancy.actors import SYSTEM_ROLE
from portal.tenancy.models import TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule
from portal.tenancy.scope import Actor

KEEPERS = (Role.ADMIN, Role.AUDITOR, Role.SECURITY, SYSTEM_ROLE)


class PortfolioTransferQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "PortfolioTransferQuerySet":
        """The administrator, those who watch him and the system see their regions'; others what they gave or received."""
        found = super().visible_to(actor)
        if actor.role in KEEPERS:
            return found
        return found.filter(Q(giver__user_id=actor.user_id) | Q(receiver__user_id=actor.user_id))


class PortfolioTransfer(TenantModel):
    """One handing-over. ``lines`` is the printed list: portfolio, name, note of every thing that moved."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region")

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    giver = models.ForeignKey(Membership, models.PROTECT, related_name="+", verbose_name="移交人")
    receiver = models.ForeignKey(Membership, models.PROTECT, related_name="+", verbose_name="接收人")
    reason = models.CharField("移交原因", max_length=200)
    lines = models.JSONField("移交清单", default=list)
    made_by = models.CharField("经办人", max_length=80)
    made_at = models.DateTimeField("移交时间")
    signed_at = models.DateTimeField("签收时间", null=True, blank=True)
    signed_note = models.CharField("签收说明", max_length=200, blank=True)

    objects = PortfolioTransferQuerySet.as_manager()

    class Meta:
        verbose_name = "工作移交"
        verbose_name_plural = "工作移交"
        ordering = ["-id"]
        indexes = [models.Index(fields=["region", "-id"], name="transfer_region")]
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="transfer_two_posts", violation_error_message="移交人和接收人不能是同一任职。")
        ]

    def __str__(self) -> str:
        return f"{self.giver.user.name}移交{self.receiver.user.name}"
