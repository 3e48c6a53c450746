"""From a membership to the actor with his scope, read from the database each time."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from portal.accounts import limits
from portal.accounts.enums import ENTERPRISE, Effect, Role
from portal.accounts.models import Membership, User
from portal.accounts.rights import declared
from portal.jobs.models import Job
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.actors import answering, system_actor
from portal.tenancy.models import Participation, Region
from portal.tenancy.scope import Actor, Scope

# In which parts of a project each role stands for its enterprise (the values of projects.Part, of a floor above).
# A firm is general contractor here and subcontractor there: what it may see and decide is told by its part, not by its name.
PARTS = {
    Role.CONTRACTOR: ("general_contractor", "direct_specialist", "consortium_member"),
    Role.SUBCONTRACTOR: ("subcontractor",),
    Role.OWNER: ("owner",),
    Role.BANK: ("bank",),
    Role.SUPERVISOR: ("supervisor",),
}
# Parts in which a firm stands for the whole site; in every other employing part it answers for its own people alone.
FOR_THE_WHOLE_SITE = ("general_contractor",)
EMPLOYING = (Role.CONTRACTOR, Role.SUBCONTRACTOR)
READING = (Role.AUDITOR, Role.SECURITY)


def actor_for(membership: Membership) -> Actor:
    """The actor of one membership: government by regions, enterprises by the projects in which they have their role's part.

    A government actor reads his node and everything below, and writes his own node alone. Read with
    ``Membership.objects.for_acting(on)`` it costs one query more; a deputy's acts carry both names.
    """
    if not hasattr(membership, "adjusted"):
        membership = Membership.objects.for_acting(clock.today()).get(pk=membership.pk)
    user = membership.user
    principal = membership.deputy_of.user if membership.is_deputy else None
    is_enterprise = membership.role in ENTERPRISE
    scope, own_people_only = _enterprise_scope(membership) if is_enterprise else (_region_scope(membership), frozenset())
    granted, withdrawn = _adjusted(membership.role, membership.adjusted)
    return Actor(
        uid=user.uid,
        username=user.username,
        name=f"{user.name}（代{principal.name}）" if principal else user.name,
        role=membership.role,
        scope=scope,
        user_id=user.pk,
        membership_id=membership.pk,
        organisation_id=membership.organisation_id,
        organisation_name=membership.organisation.name,
        enterprise_id=membership.organisation_id if is_enterprise else None,
        region_id=membership.region_id,
        industries=frozenset(membership.industries),
        townships=frozenset(membership.townships),
        granted=granted,
        withdrawn=withdrawn,
        deputy_for=principal.name if principal else "",
        deputy_for_user_id=principal.pk if principal else None,
        own_people_only=own_people_only,
    )


def _adjusted(role: str, layers: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """(given, withdrawn) of "effect:verb" texts, the nearest layer last. A row beyond the limits of code has no effect, however it came there."""
    known = declared()
    last = {verb: effect for effect, _, verb in (text.partition(":") for text in layers) if verb in known and not limits.bar(verb, role, effect)}
    return tuple(frozenset(verb for verb, effect in last.items() if effect == wanted) for wanted in (Effect.GIVE, Effect.WITHDRAW))


def _region_scope(membership: Membership) -> Scope:
    if membership.region is None:
        return Scope()
    levels = dict(Region.objects.subtree(membership.region).values_list("pk", "level"))
    write = frozenset() if membership.role in READING else frozenset([membership.region_id])
    above = frozenset(membership.region.ancestor_ids[:-1])
    return Scope(read_regions=frozenset(levels), write_regions=write, above_regions=above, told_first=answering(levels))


def _enterprise_scope(membership: Membership) -> tuple[Scope, frozenset[int]]:
    """The projects the firm is in now, and those of them where it stands for its own people alone."""
    # A firm that has left a project no longer sees it: its successor's people are none of its business.
    present = Q(until__isnull=True) | Q(until__gte=clock.today())
    taking_part = Participation.objects.filter(present, organisation_id=membership.organisation_id, part__in=PARTS[Role(membership.role)])
    parts = list(taking_part.values_list("project_id", "part"))
    projects = frozenset(project for project, _ in parts)
    whole = frozenset(project for project, part in parts if part in FOR_THE_WHOLE_SITE)
    own = frozenset([membership.organisation_id])
    scope = Scope(read_projects=projects, write_projects=projects, read_enterprises=own, write_enterprises=own)
    return scope, projects - whole if membership.role in EMPLOYING else frozenset()


def memberships_of(user: User, on: dt.date):
    """The memberships a person may act under on a day."""
    return user.memberships.valid_on(on).for_acting(on)


def actor_by_username(username: str, on: dt.date) -> Actor:
    """The actor a command runs as (--as): the person's first valid membership."""
    membership = Membership.objects.valid_on(on).for_acting(on).filter(user__username=username, user__is_active=True).first()
    if membership is None:
        raise Refused(f"没有可用的用户“{username}”，请核对 --as 后的账号。", "no_user")
    return actor_for(membership)


def actor_of_job(job_id: int) -> Actor:
    """The actor of a job, rebuilt when it runs: a person who lost his membership no longer acts."""
    job = Job.objects.get(pk=job_id)
    if job.membership_id is None:
        return system_actor(Region.objects.filter(pk=job.region_id).first() if job.region_id else None)
    today = clock.today()
    found = Membership.objects.valid_on(today).for_acting(today).filter(pk=job.membership_id, user__is_active=True).first()
    if found is None:
        raise Refused("发起人已不在岗，任务没有执行。", "actor_gone")
    return actor_for(found)


def named_actor(name: str, role: str = "visitor") -> Actor:
    """An actor for audit entries of people who are not signed in (failed sign-ins)."""
    return Actor(uid=None, username=name, name=name, role=role)
