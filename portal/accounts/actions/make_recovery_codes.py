"""Ten codes on paper for the day the phone is lost; the earlier ones open nothing any more."""

from django.db import transaction

from portal.accounts.models import RecoveryCode, User
from portal.accounts.second_factor import hashed, new_codes
from portal.audit.log import record
from portal.tenancy.scope import Actor


def make_recovery_codes(*, actor: Actor, user: User) -> list[str]:
    """The codes in clear, this once; the database keeps keyed hashes."""
    codes = new_codes()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        RecoveryCode.objects.filter(user=user).delete()
        RecoveryCode.objects.bulk_create(RecoveryCode(user=user, hashed=hashed(user, code)) for code in codes)
        record(actor, "accounts.recovery_codes", user, region_id=actor.region_id, detail={"codes": len(codes)})
    return codes
