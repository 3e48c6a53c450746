"""How many projects have which lamp, by place: one statement over the summary, never over the facts themselves."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from portal.accounts.enums import Role
from portal.tenancy.scope import Actor
from projects.enums import ENDED

COUNTY, TOWNSHIP = "region", "township"
ALL = 0  # no place has this id
_COLUMNS = {COUNTY: "p.region_id", TOWNSHIP: "p.township_id"}
_LAMPS = """
SELECT {place} AS place, k.key, l.marks->>k.key AS mark, count(*)
  FROM projects_project p
  JOIN projects_systemlamps l ON l.project_id = p.id
 CROSS JOIN unnest(%(keys)s::text[]) AS k(key)
 WHERE p.region_id = ANY(%(regions)s) AND l.region_id = ANY(%(regions)s) AND p.state <> ALL(%(ended)s)
   AND (%(industries)s::text[] IS NULL OR p.industry = ANY(%(industries)s::text[]))
   AND (%(townships)s::int[] IS NULL OR p.township_id = ANY(%(townships)s::int[]))
   AND l.marks ? k.key
 GROUP BY 1, 2, 3
"""


@dataclass(frozen=True)
class Share:
    """Of the projects that are judged at all, how many are green; what cannot be told does not count."""

    marks: Counter

    @property
    def told(self) -> int:
        return self.marks["ok"] + self.marks["half"] + self.marks["x"]

    @property
    def green(self) -> int:
        return self.marks["ok"]

    @property
    def lacking(self) -> int:
        return self.marks["half"] + self.marks["x"]

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 % is said of all and of nothing less."""
        return self.green * 100 // self.told if self.told else None


def shares(actor: Actor, regions: Sequence[int], keys: Sequence[str], *, by: str = COUNTY) -> dict[int, dict[str, Share]]:
    """Place -> lamp -> share, over the unfinished projects the actor sees; ``ALL`` is their sum."""
    narrowed = {
        "industries": sorted(actor.industries) if actor.role == Role.DEPARTMENT else None,
        "townships": sorted(actor.townships) if actor.role == Role.GRID else None,
    }
    with connection.cursor() as cursor:
        # psycopg reads a lone question mark as it stands; the place is one of two columns named above.
        cursor.execute(_LAMPS.format(place=_COLUMNS[by]), {"keys": list(keys), "regions": list(regions), "ended": list(ENDED), **narrowed})
        rows = cursor.fetchall()
    found: dict[int, dict[str, Counter]] = defaultdict(lambda: defaultdict(Counter))
    for place, key, mark, count in rows:
        if place:
            found[place][key][mark] += count
        found[ALL][key][mark] += count
    return {place: {key: Share(marks) for key, marks in lamps.items()} for place, lamps in found.items()}
