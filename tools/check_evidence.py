#!/usr/bin/env python3
"""Checks a day's evidence of the audit trail without the portal: Python alone, no network, no database.

    python3 check_evidence.py evidence.json HEAD_OF_THE_DAY_BEFORE HEAD_OF_THE_DAY

Both heads are copied from printed bulletins (spaces do not matter); before the first day it is sixty-four zeros.
"""

import hashlib
import json
import struct
import sys


def leaf(fields):
    parts = [b"\x00\x01"]
    for text in fields:
        data = None if text is None else text.encode()
        parts.append(b"\xff\xff\xff\xff" if data is None else len(data).to_bytes(4, "big") + data)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def root(hashes):
    row = [bytes.fromhex(digest) for digest in hashes]
    if not row:
        return hashlib.sha256(b"").hexdigest()
    while len(row) > 1:
        pairs = [hashlib.sha256(b"\x01" + row[i] + row[i + 1]).digest() for i in range(0, len(row) - 1, 2)]
        row = pairs + ([row[-1]] if len(row) % 2 else [])
    return row[0].hex()


def faults(evidence, before, head):
    """Everything that does not fit, in Chinese."""
    link = bytes.fromhex(before)
    for seal in evidence["seals"]:
        number, hashes = seal["number"], [entry["hash"] for entry in seal["leaves"]]
        for entry in seal["leaves"]:
            if "fields" in entry and leaf(entry["fields"]) != entry["hash"]:
                yield f"第 {number} 号封存：记录 {entry['fields'][0]} 与封存时不同"
        if len(hashes) != seal["entries"] or root(hashes) != seal["root"]:
            yield f"第 {number} 号封存：记录数或默克尔根不符"
        numbers = struct.pack(">6q", *(seal[name] for name in ("number", "sealed_us", "entries", "settled_id", "seen_id", "horizon")))
        link = hashlib.sha256(b"\x02" + link + numbers + bytes.fromhex(seal["root"])).digest()
        if link.hex() != seal["link"]:
            yield f"第 {number} 号封存：链值不符"
    if link.hex() != head:
        yield f"算出的链头 {link.hex()} 与通报上的不符"


def main(path, before, head):
    with open(path, encoding="utf-8") as file:
        evidence = json.load(file)
    clean = ["".join(text.split()).lower() for text in (before, head)]
    found = list(faults(evidence, *clean))
    shown = sum("fields" in entry for seal in evidence["seals"] for entry in seal["leaves"])
    total = sum(len(seal["leaves"]) for seal in evidence["seals"])
    print("\n".join(found) if found else f"{evidence['day']}：{len(evidence['seals'])} 个封存、{total} 条记录与通报上的链头一致，其中 {shown} 条已逐字核对。")
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
