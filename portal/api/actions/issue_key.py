"""Issue a key to a machine, change it for a new one, take it back."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from portal.accounts.rights import require
from portal.api.actors import project_ids
from portal.api.grants import grants
from portal.api.models import ApiKey
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor

VERB = "api.keys"
LONGEST = dt.timedelta(days=366)
MOST_OVERLAP = dt.timedelta(days=7)
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Issued:
    """The new key with its secret in clear: shown now and never again."""

    key: ApiKey
    secret: str


def issue_key(
    *,
    actor: Actor,
    name: str,
    organisation: Organisation,
    region: Region,
    verbs: Sequence[str],
    expires_at: dt.datetime,
    at: dt.datetime,
    projects: Sequence[str] = (),
) -> Issued:
    """A key of the actor's own regions, for verbs that machines may have, for a year at most."""
    require(actor, VERB)
    if region.pk not in actor.scope.read_regions:
        raise Refused("只能签发本辖区的接口密钥。", "not_yours")
    unknown = set(verbs) - {verb for verb, _ in grants()}
    if unknown or not verbs:
        raise Refused("请在列出的可办事项中选择。", "no_verb")
    if not at < expires_at <= at + LONGEST:
        raise Refused("有效期最长一年，到期前更换。", "too_long")
    missing = set(projects) - set(project_ids(actor, list(projects))) if projects else set()
    if missing:
        raise Refused(f"没有项目 {'、'.join(sorted(missing))}，或不在本辖区。", "no_project")
    return make_key(
        actor,
        "api.issue_key",
        at,
        name=name.strip(),
        organisation=organisation,
        region=region,
        verbs=sorted(verbs),
        projects=sorted(projects),
        expires_at=expires_at,
    )


def rotate_key(*, actor: Actor, key: ApiKey, at: dt.datetime, overlap: dt.timedelta, right: str = VERB) -> Issued:
    """A new key of the same scope and as long a life; the old one works on for the overlap, so that the machine can be changed over.

    ``right`` is another room's verb where the key belongs to an object of its own.
    """
    require(actor, right)
    _check_usable(key, at)
    if not dt.timedelta(0) <= overlap <= MOST_OVERLAP:
        raise Refused("新旧密钥最多并行 7 天。", "overlap")
    span = min(key.expires_at - key.issued_at, LONGEST)
    with transaction.atomic():
        issued = make_key(
            actor, "api.rotate_key", at, name=key.name, organisation=key.organisation, region=key.region, verbs=key.verbs, projects=key.projects,
            expires_at=at + span, replaces=key,
        )  # fmt: skip
        ApiKey.objects.filter(pk=key.pk).update(expires_at=max(min(key.expires_at, at + overlap), key.issued_at + dt.timedelta(microseconds=1)))
    return issued


def revoke_key(*, actor: Actor, key: ApiKey, reason: str, at: dt.datetime, right: str = VERB) -> ApiKey:
    """From the commit on it opens nothing."""
    require(actor, right)
    _check_usable(key, at)
    if not reason.strip():
        raise Refused("请写明吊销的原因。", "no_reason")
    with transaction.atomic():
        ApiKey.objects.filter(pk=key.pk).update(revoked_at=at, revoked_by=actor.name, revoke_reason=reason.strip()[:200])
        record(actor, "api.revoke_key", key, detail={"reason": reason.strip()})
    key.refresh_from_db()
    return key


def _check_usable(key: ApiKey, at: dt.datetime) -> None:
    if not ApiKey.objects.usable(at).select_for_update().filter(pk=key.pk).exists():
        raise Refused("这个密钥已过期或已吊销，请重新签发。", "not_usable")


def make_key(actor: Actor, verb: str, at: dt.datetime, **fields: object) -> Issued:
    """The row with its entry; who may have it is the caller's matter."""
    secret = secrets.token_urlsafe(32)
    code = f"PK{''.join(secrets.choice(_SIGNS) for _ in range(14))}"
    key = ApiKey(code=code, secret=secret, issued_by=actor.name, issued_at=at, **fields)
    key.full_clean()
    with transaction.atomic():
        key.save(force_insert=True)
        record(actor, verb, key, detail={"verbs": key.verbs, "projects": key.projects, "expires": key.expires_at.isoformat()})
    return Issued(key, secret)
