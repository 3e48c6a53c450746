"""Whether the key file is the one that the database was written with: with another the portal would show broken numbers and seal new ones beside them."""

from django.conf import settings
from django.db import connection

from portal.embedded import State
from portal.lib import crypto
from portal.operations.queries.rotation import sealed_places
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting

FOREIGN = "密钥文件不是写这个数据库时用的那一份，已加密的号码打不开。请把原来的密钥文件放回 PORTAL_KEYS 所指的位置"


def keys_fit() -> bool | None:
    """Whether the first sealed value that is met opens; ``None`` while nothing is sealed yet."""
    with acting(system_actor()), connection.cursor() as cursor:
        for place in sealed_places():
            cursor.execute(f"SELECT uid, {place.column} FROM {place.table} WHERE {place.column} IS NOT NULL LIMIT 1")  # noqa: S608  (names of our own models)
            found = cursor.fetchone()
            if found:
                return _opens(found[1], crypto.place(place.table, place.column, found[0]))
    return None


def advice() -> str:
    """What to do, with the exact command where the database is the portal's own."""
    env = settings.ENV
    anew = "换一个空数据库" if env.database_url else f"停下平台后删除旧库：rm -r {State(env.var).home}"
    return f"{FOREIGN}；只想重新开始的，{anew}"


def refuse_foreign_keys() -> None:
    """End the start with advice before anything is sealed under keys that are not the database's."""
    if keys_fit() is False:
        raise SystemExit(advice())


def _opens(sealed: bytes, place: str) -> bool:
    try:
        crypto.unseal(sealed, place)
    except crypto.SealBroken:
        return False
    return True
