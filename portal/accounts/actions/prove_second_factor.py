"""Take a code of the authenticator or of recovery, once; confirm a new authenticator by its first code."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from portal.accounts.models import RecoveryCode, SecondFactor, User
from portal.accounts.second_factor import hashed, matching_step
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.text import compact
from portal.tenancy.scope import Actor

FREE_FAILURES = 3  # after these every further one closes the factor for twice as long
FIRST_PAUSE, LONGEST_PAUSE = dt.timedelta(seconds=30), dt.timedelta(minutes=15)


@dataclass(frozen=True)
class Proof:
    """What came of a code; ``words`` say why it was not taken."""

    taken: bool
    words: str = ""
    by_recovery: bool = False
    codes_left: int = 0


def prove_second_factor(*, actor: Actor, user: User, code: str, at: dt.datetime) -> Proof:
    """Of two people with the same code exactly one gets in: the row is locked while it is looked at, and the step remembered.

    ``at`` is the server's clock on the wall. A wrong code returns, so that the count of failures is kept.
    """
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=user, confirmed_at__isnull=False).first()
        if factor is None:
            raise Refused("这个账号没有启用二次验证。", "no_second_factor")
        return _taken(actor, factor, compact(code), at)


def confirm_second_factor(*, actor: Actor, user: User, code: str, at: dt.datetime) -> Proof:
    """The first code of a new authenticator shows that the phone has read the picture."""
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=user, confirmed_at__isnull=True).first()
        if factor is None:
            raise Refused("绑定已失效，请重新开始。", "no_second_factor")
        proof = _taken(actor, factor, compact(code), at)
        if proof.taken:
            factor.confirmed_at = at
            factor.save(update_fields=["confirmed_at"])
            record(actor, "accounts.second_factor_on", user, region_id=actor.region_id)
        return proof


def _taken(actor: Actor, factor: SecondFactor, code: str, at: dt.datetime) -> Proof:
    if factor.closed_until and at < factor.closed_until:
        seconds = -(-(factor.closed_until - at) // dt.timedelta(seconds=1))
        return Proof(False, f"输错次数太多，请过 {seconds} 秒再试。")
    step = matching_step(factor, code, at)
    if step is not None:
        factor.last_step = step
        _settle(factor, failures=0, until=None)
        return Proof(True)
    if factor.confirmed_at is not None and _use_recovery(factor, code, at):
        _settle(factor, failures=0, until=None)
        left = RecoveryCode.objects.filter(user_id=factor.user_id, used_at__isnull=True).count()
        record(actor, "accounts.recovery_code", factor.user, region_id=actor.region_id, detail={"left": left})
        return Proof(True, by_recovery=True, codes_left=left)
    failures = factor.failures + 1
    pause = min(FIRST_PAUSE * 2 ** min(failures - FREE_FAILURES, 10), LONGEST_PAUSE) if failures >= FREE_FAILURES else None
    _settle(factor, failures=min(failures, 1000), until=at + pause if pause else None)
    record(actor, "accounts.second_factor", factor.user, region_id=actor.region_id, succeeded=False)
    return Proof(False, "动态码不对或已用过。请核对手机时间，等下一个动态码再输。")


def _use_recovery(factor: SecondFactor, code: str, at: dt.datetime) -> bool:
    unused = RecoveryCode.objects.filter(user_id=factor.user_id, hashed=hashed(factor.user, code), used_at__isnull=True)
    return unused.update(used_at=at) == 1


def _settle(factor: SecondFactor, *, failures: int, until: dt.datetime | None) -> None:
    factor.failures, factor.closed_until = failures, until
    factor.save(update_fields=["last_step", "failures", "closed_until"])
