"""The draw itself, version 1: a pure function of the frozen list and the seed, which anybody can repeat with sha256sum.

Each target stands in a stratum. Its lot is sha256 of ``seed|stratum|key`` in UTF-8, written in hexadecimal; in each stratum the
smallest lots are drawn, as many as the stratum's share of its size, rounded up. Officers are ranked by sha256 of ``seed|officer|key``
and go round the drawn targets (ordered by their lots) in teams of a fixed size. An officer who steps back from a target because of an
interest is replaced by the next of that ranking (after the last comes the first) who is neither in the team nor stepped back from it.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from math import ceil
from typing import Any

VERSION = 1
OFFICER = "officer"


def digest(targets: Sequence[Mapping[str, str]], officers: Sequence[Mapping[str, str]], shares: Mapping[str, str], team_size: int) -> str:
    """What is shown of the list before the seed is known: the hash of its canonical JSON."""
    frozen = {"targets": list(targets), "officers": list(officers), "shares": dict(shares), "team_size": team_size}
    return hashlib.sha256(json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def lot(seed: str, stratum: str, key: str) -> str:
    return hashlib.sha256(f"{seed}|{stratum}|{key}".encode()).hexdigest()


def wanted(size: int, share: str) -> int:
    """How many of a stratum: at least one of a stratum that has anybody and a share above nothing."""
    return min(size, ceil(Decimal(share) * size))


def ranking(officers: Sequence[Mapping[str, str]], seed: str) -> list[str]:
    """The order in which officers are taken, published with the result."""
    return [officer["key"] for officer in sorted(officers, key=lambda officer: lot(seed, OFFICER, officer["key"]))]


def draw(
    targets: Sequence[Mapping[str, str]], officers: Sequence[Mapping[str, str]], shares: Mapping[str, str], team_size: int, seed: str
) -> list[dict[str, Any]]:
    """The drawn targets in the order of their lots, each with its team."""
    strata: dict[str, list[tuple[str, str]]] = {}
    for target in targets:
        strata.setdefault(target["stratum"], []).append((lot(seed, target["stratum"], target["key"]), target["key"]))
    drawn = [
        {"key": key, "stratum": stratum, "lot": number}
        for stratum, lots in sorted(strata.items())
        for number, key in sorted(lots)[: wanted(len(lots), shares.get(stratum, "0"))]
    ]
    ranked = ranking(officers, seed)
    for place, one in enumerate(sorted(drawn, key=lambda one: one["lot"])):
        one["team"] = [ranked[(place * team_size + turn) % len(ranked)] for turn in range(min(team_size, len(ranked)))] if ranked else []
    return sorted(drawn, key=lambda one: one["lot"])


def after_recusals(drawn: Sequence[Mapping[str, Any]], ranked: Sequence[str], recusals: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    """The teams after officers stepped back, one after the other as they said so; a recusal names ``target`` and ``officer``."""
    teams = {one["key"]: list(one["team"]) for one in drawn}
    gone: dict[str, set[str]] = {}
    for recusal in recusals:
        team, officer = teams[recusal["target"]], recusal["officer"]
        gone.setdefault(recusal["target"], set()).add(officer)
        place = team.index(officer)
        team[place] = next_in_order(ranked, officer, {*team, *gone[recusal["target"]]})
    return [{**one, "team": teams[one["key"]]} for one in drawn]


def next_in_order(ranked: Sequence[str], officer: str, barred: Collection[str]) -> str:
    """Who comes after the officer in the ranking and is free to go; a list that is used up says so."""
    start = ranked.index(officer) + 1
    for key in (*ranked[start:], *ranked[:start]):
        if key not in barred:
            return key
    raise LookupError(officer)
