"""What checks of the chain leave behind and compare with."""

from portal.audit.queries.chain_rows import rows


def replaced_tail() -> int | None:
    """The first seal at the end of an earlier good check that is gone or another one now."""
    [(found,)] = rows(
        "SELECT min(v.seals) FROM audit_verification v LEFT JOIN audit_seal s ON s.number = v.seals WHERE v.ok AND v.seals > 0 AND s.link IS DISTINCT FROM v.link"
    )
    return found


def add_verification(first_bad: str | None, result: dict, link: bytes | None, seconds: float) -> None:
    rows(
        "INSERT INTO audit_verification (at, entries, seals, link, ok, first_bad, seconds) VALUES (clock_timestamp(), %s, %s, %s, %s, %s::jsonb, %s)",
        [result["entries"], result["seals"], link, result["ok"], first_bad, round(seconds, 2)],
    )
