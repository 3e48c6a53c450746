"""Reckon the whole chain again and name the first thing that does not fit."""

import itertools
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from portal.audit import chain
from portal.audit.queries import chain_rows
from portal.audit.queries.chain_rows import ALIAS, SealRow
from portal.audit.queries.day_heads import wrong_head
from portal.audit.queries.verifications import add_verification, replaced_tail
from portal.audit.sealing import refuse_without_account
from portal.lib import keys

WORDS = {
    "altered": "第 {seal} 号封存中的记录 {entry} 被改动",
    "deleted": "第 {seal} 号封存中的记录 {entry} 被删除",
    "inserted": "记录 {entry} 不在任何封存里，是事后插入的，或者它的封存叶被删除",
    "leaves": "第 {seal} 号封存的记录数或次序与封存时不同",
    "link": "第 {seal} 号封存与前一号接不上，或者它自己被改动",
    "mac": "第 {seal} 号封存不是用本系统的密钥做的",
    "missing": "第 {seal} 号封存被删除",
    "head": "{day} 的日链头与第 {seal} 号封存不符",
    "replaced": "以前核验过的第 {seal} 号封存不在了，或者被换成另一个：链尾被截短或重做",
}


@dataclass(frozen=True)
class Finding:
    """One thing that does not fit, and where."""

    kind: str
    seal: int | None = None
    entry: int | None = None
    day: str = ""

    def as_dict(self) -> dict:
        text = WORDS[self.kind].format(seal=self.seal, entry=self.entry, day=self.day)
        return {"kind": self.kind, "seal": self.seal, "entry": self.entry, "text": text}


def verify(*, keep: bool = True) -> dict:
    """Check everything sealed; ``keep`` records the result where the pages and the next check find it."""
    refuse_without_account()
    begin = time.monotonic()
    with transaction.atomic(using=ALIAS):
        seals = list(chain_rows.all_seals())
        first_bad = next(_findings(seals), None)
        result = {
            "entries": sum(seal.batch.entries for seal in seals),
            "seals": len(seals),
            "ok": first_bad is None,
            "first_bad": first_bad.as_dict() if first_bad else None,
        }
        if keep:
            _keep(result, seals[-1].link if seals else None, time.monotonic() - begin)
    return result


def _findings(seals: list[SealRow]) -> Iterator[Finding]:
    up_to = seals[-1].batch.number if seals else 0
    groups = itertools.groupby(chain_rows.leaves_with_entries(up_to), key=lambda row: row[0])
    number, leaves = next(groups, (None, iter(())))
    before, expected = chain.BEGINNING, 1
    for seal in seals:
        if seal.batch.number != expected:
            yield Finding("missing", expected)
        while number is not None and number < seal.batch.number:
            number, leaves = next(groups, (None, iter(())))
        yield from _of_seal(seal, before, list(leaves) if number == seal.batch.number else [])
        before, expected = seal.link, seal.batch.number + 1
    slipped = chain_rows.slipped_in(seals[-1].batch.settled_id if seals else 0)
    if slipped is not None:
        yield Finding("inserted", entry=slipped)
    yield from _of_history()


def _of_seal(seal: SealRow, before: bytes, leaves: list[tuple]) -> Iterator[Finding]:
    """The entries first, because they tell where; then the batch, the chain and the key."""
    number, batch = seal.batch.number, seal.batch
    hashes = []
    for _, _, entry_id, stored, *fields in leaves:
        hashes.append(bytes(stored))
        if fields[0] is None:
            yield Finding("deleted", number, entry_id)
        elif chain.leaf(fields) != hashes[-1]:
            yield Finding("altered", number, entry_id)
    if len(hashes) != batch.entries or chain.root(hashes) != batch.root:
        yield Finding("leaves", number)
    if batch.link(before) != seal.link:
        yield Finding("link", number)
    key = keys.current().seal.keys.get(seal.key_number)
    if key is None or chain.mac(key, seal.link) != seal.mac:
        yield Finding("mac", number)


def _of_history() -> Iterator[Finding]:
    """What earlier days and checks remember of the chain."""
    head = wrong_head()
    if head:
        yield Finding("head", head[1], day=head[0].isoformat())
    replaced = replaced_tail()
    if replaced is not None:
        yield Finding("replaced", replaced)


def _keep(result: dict, link: bytes | None, seconds: float) -> None:
    add_verification(json.dumps(result["first_bad"], ensure_ascii=False) if result["first_bad"] else None, result, link, seconds)
