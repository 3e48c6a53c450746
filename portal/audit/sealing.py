"""Seal what has been written since the last time: a leaf for each entry, a root for the batch, a link to the chain.

Membership is explicit (a leaf names its entry), so the chain does not care in which order transactions commit or which
ids were given back by a rollback; the reasons stand in ADR 0022.
"""

from dataclasses import replace

from django.db import connections, transaction

from portal.audit import chain
from portal.audit.chain import Batch
from portal.audit.queries import chain_rows
from portal.audit.queries.chain_rows import ALIAS, Moment, SealRow
from portal.audit.queries.day_heads import close_days
from portal.lib import keys
from portal.lib.errors import Refused

MOST = 20_000  # entries in one seal


def seal() -> dict:
    """Seal all that is committed; again at once seals nothing. Each seal is a transaction of its own."""
    refuse_without_account()
    made = [count for count in iter(_seal_next, None)]
    return {"seals": len(made), "entries": sum(made)}


def refuse_without_account() -> None:
    """In production the sealer's account must be named; the application's own may not write seals."""
    if not connections[ALIAS].settings_dict["NAME"]:
        raise Refused("没有设置 DATABASE_AUDIT_URL（审计账号 portal_audit 的数据库地址），不能封存和核验操作记录。", "no_audit_account")


def _seal_next() -> int | None:
    """The entries of one further seal; None when there is nothing to seal or to settle."""
    with transaction.atomic(using=ALIAS):
        chain_rows.take_lock()
        last, now = chain_rows.last_seal(), chain_rows.moment()
        close_days(now.now_us)
        settled = settled_id(last, now)
        found = chain_rows.unsealed(last.batch.settled_id if last else 0, MOST)
        if not found and settled == (last.batch.settled_id if last else 0):
            return None
        leaves = [(int(fields[0]), chain.leaf(fields)) for fields in found]
        if len(leaves) == MOST:  # those that are left out wait for the next seal and are not settled by this one
            now = replace(now, seen_id=leaves[-1][0])
        chain_rows.add_seal(_sealed(last, now, settled, [digest for _, digest in leaves]), leaves)
        return len(leaves)


def settled_id(last: SealRow | None, now: Moment) -> int:
    """Up to which id nothing can be added honestly any more: every transaction that ran at the last seal has ended.

    A database restored elsewhere counts transactions anew; nothing of the old one's runs there.
    """
    if last is None:
        return 0
    ended = now.oldest >= last.batch.horizon or now.following < last.batch.horizon
    return max(last.batch.settled_id, last.batch.seen_id) if ended else last.batch.settled_id


def _sealed(last: SealRow | None, now: Moment, settled: int, leaves: list[bytes]) -> SealRow:
    ring = keys.current().seal
    batch = Batch(
        number=last.batch.number + 1 if last else 1,
        # A clock set back does not turn the chain round.
        sealed_us=max(now.now_us, last.batch.sealed_us) if last else now.now_us,
        entries=len(leaves),
        settled_id=settled,
        seen_id=now.seen_id,
        horizon=now.following,
        root=chain.root(leaves),
    )
    link = batch.link(chain_rows.link_before(last))
    return SealRow(batch, link, chain.mac(ring.keys[ring.current], link), ring.current)
