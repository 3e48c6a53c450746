"""Make a secret for a person's authenticator; it counts for nothing until a code of it was given."""

import datetime as dt

from portal.accounts.models import SecondFactor, User
from portal.accounts.second_factor import new_secret
from portal.lib.errors import Refused


def offer_second_factor(*, user: User, at: dt.datetime) -> SecondFactor:
    """The open offer, or a new one. Who has a confirmed factor changes it only after it was taken off."""
    known = SecondFactor.objects.filter(user=user).first()
    if known is None:
        known = SecondFactor(user=user, secret=new_secret(), created_at=at)
        known.save(force_insert=True)
    if known.confirmed_at is not None:
        raise Refused("这个账号已启用二次验证。换手机请先用恢复码登录后停用，或请管理员重置。", "second_factor")
    return known
