"""What changed figures of passwords, sessions and accounts would do to people, told before they are saved: numbers, never names."""

import datetime as dt
from collections.abc import Callable, Sequence

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncHour

from portal.accounts import locks
from portal.accounts.actions.suspend_dormant import quiet_since
from portal.accounts.models import Membership, OneTimeLink, PortalSession, User
from portal.accounts.reveal import VERB as REVEAL
from portal.audit.models import Entry
from portal.lib.clock import start_of
from portal.tenancy.consequences import Change, Consequence
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor

LATELY = dt.timedelta(days=30)
HEADS = ("辖区", "按原值", "按新值")


def _people(actor: Actor, regions: Sequence[Region], on: dt.date) -> QuerySet[User]:
    """Those in use who have a role here on the day, or whose account was opened here; of several places the stricter figure holds for a person."""
    posts = Membership.objects.valid_on(on).filter(region__in=regions).values("user")
    return User.objects.visible_to(actor).filter(Q(pk__in=posts) | Q(opened_in__in=regions), is_active=True)


def _by_region(change: Change, count: Callable[[Region, int], int]) -> list[tuple[str, int, int]]:
    """Under the old figure and under the new one, for each region it touches."""
    key = change.key.key
    return [(region.name, *(count(region, sets[region.pk][key].value) for sets in (change.before, change.after))) for region in change.touched]


def of_expiry(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Who has to choose a new password before anything else."""

    def count(region: Region, days: int) -> int:
        changed = start_of(change.on) - dt.timedelta(days=days)
        return _people(actor, [region], change.on).filter(password_changed_at__lt=changed).count() if days else 0

    rows = _by_region(change, count)
    return [Consequence("密码过期", f"生效后 {sum(row[2] for row in rows)} 人登录时要先改密码。", HEADS, rows)]


def of_dormancy(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Whom the nightly run would suspend."""

    def count(region: Region, days: int) -> int:
        quiet = quiet_since(start_of(change.on) - dt.timedelta(days=days))
        return quiet.filter(pk__in=_people(actor, [region], change.on).values("pk")).count() if days else 0

    rows = _by_region(change, count)
    return [Consequence("自动停用", f"生效后当晚会停用 {sum(row[2] for row in rows)} 个账号，本租户最后一名管理员除外。", HEADS, rows)]


def of_password_rules(actor: Actor, change: Change) -> Sequence[Consequence]:
    people = _people(actor, change.touched, change.on).count()
    return [Consequence("密码规则", f"{people} 个在用账号下一次修改密码时按新规则；现有的密码只存散列，不能重查。")]


def of_sessions(actor: Actor, change: Change) -> Sequence[Consequence]:
    """A session is judged at each click by the figures of its region."""
    posts = Membership.objects.filter(region__in=change.touched).values("pk")
    live = PortalSession.objects.filter(membership_id__in=posts, expire_date__gt=start_of(change.on)).count()
    return [Consequence("登录会话", f"现有登录会话 {live} 个，生效后下一次点击起按新值判断，超过的要重新登录或再次确认身份。")]


def of_locks(actor: Actor, change: Change) -> Sequence[Consequence]:
    """The sign-in knows nobody yet: what one tenant sets strictest holds for all."""
    now, then = locks.door(change.on), locks.door(change.on, proposed=change.row)
    if now == then:
        text = f"登录页仍是连续错 {now.failures} 次锁 {now.minutes} 分钟：各租户中最严的没有变。"
    else:
        text = f"登录页对所有账号由连续错 {now.failures} 次锁 {now.minutes} 分钟，改为 {then.failures} 次锁 {then.minutes} 分钟；现在锁着的按新值重算。"
    return [Consequence("登录锁定", text)]


def of_links(actor: Actor, change: Change) -> Sequence[Consequence]:
    people = _people(actor, change.touched, change.on).values("pk")
    waiting = OneTimeLink.objects.open_at(start_of(change.on)).filter(user__in=people).count()
    return [Consequence("邀请和重置链接", f"已发出还没有用的链接 {waiting} 个，失效时间不变；新的值用于以后发出的。")]


def of_reveals(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Hours of the last month in which somebody saw more than he could then."""
    seen = Entry.objects.filter(verb=REVEAL, at__gte=start_of(change.on) - LATELY, region_id__in=[region.pk for region in change.touched])
    hours = seen.order_by().annotate(hour=TruncHour("at")).values_list("region_id", "actor_uid", "hour").annotate(n=Count("pk"))
    sums = [(region_id, n) for region_id, _, _, n in hours]
    rows = _by_region(change, lambda region, most: sum(n > most for region_id, n in sums if region_id == region.pk))
    text = f"近 30 天里，一人一小时查看完整号码超过新限额的有 {sum(row[2] for row in rows)} 次；超过的以后会被拒绝。"
    return [Consequence("查看完整号码", text, HEADS, rows)]
