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
# Each lamp is looked up once: OFFSET keeps the planner from writing the look-up wherever its value is used.
_LAMPS = """
SELECT {place} AS place, k.key, m.mark, count(*)
  FROM projects_project p
  JOIN projects_systemlamps l ON l.project_id = p.id
 CROSS JOIN unnest(%(keys)s::text[]) AS k(key)
 CROSS JOIN LATERAL (SELECT l.marks->>k.key AS mark OFFSET 0) m
 WHERE p.region_id = ANY(%(regions)s) AND l.region_id = ANY(%(regions)s) AND p.state <> ALL(%(ended)s) AND p.merged_into_id IS NULL
   AND (%(industries)s::text[] IS NULL OR p.industry = ANY(%(industries)s::text[]))
   AND (%(townships)s::int[] IS NULL OR p.township_id = ANY(%(townships)s::int[]))
   AND m.mark IS NOT NULL
 GROUP BY 1, 2, 3
"""

# A lamp of which nothing is known colours no square; a project nobody has judged stands between the bad and the good ones.
_SQUARES = """
WITH judged AS (
    SELECT p.id, {place} AS place, p.code, p.name,
           coalesce((SELECT min(array_position(ARRAY['x', 'half', 'none', 'ok'], nullif(l.marks->>k.key, 'none'))) FROM unnest(%(keys)s::text[]) k(key)), 3) AS worst
      FROM projects_project p LEFT JOIN projects_systemlamps l ON l.project_id = p.id
     WHERE p.region_id = ANY(%(regions)s) AND p.state <> ALL(%(ended)s) AND p.merged_into_id IS NULL
       AND (%(industries)s::text[] IS NULL OR p.industry = ANY(%(industries)s::text[]))
       AND (%(townships)s::int[] IS NULL OR p.township_id = ANY(%(townships)s::int[]))
), counted AS (
    SELECT *, row_number() OVER (PARTITION BY place ORDER BY worst, id) AS n, count(*) OVER (PARTITION BY place) AS total,
           count(*) FILTER (WHERE worst = 4) OVER (PARTITION BY place) AS green
      FROM judged
)
SELECT place, code, name, (ARRAY['x', 'half', 'none', 'ok'])[worst], total, green FROM counted WHERE n <= %(most)s AND place IS NOT NULL ORDER BY place, n
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
    rows = _rows(_LAMPS, actor, regions, keys, by)
    found: dict[int, dict[str, Counter]] = defaultdict(lambda: defaultdict(Counter))
    for place, key, mark, count in rows:
        if place:
            found[place][key][mark] += count
        found[ALL][key][mark] += count
    return {place: {key: Share(marks) for key, marks in lamps.items()} for place, lamps in found.items()}


def squares(actor: Actor, regions: Sequence[int], keys: Sequence[str], *, by: str = COUNTY, most: int) -> list[tuple]:
    """(place, code, name, worst mark, projects there, of them green) of at most ``most`` projects a place, the worst first."""
    return _rows(_SQUARES, actor, regions, keys, by, most=most)


def _rows(sql: str, actor: Actor, regions: Sequence[int], keys: Sequence[str], by: str, **more: int) -> list[tuple]:
    narrowed = {
        "industries": sorted(actor.industries) if actor.role == Role.DEPARTMENT else None,
        "townships": sorted(actor.townships) if actor.role == Role.GRID else None,
    }
    with connection.cursor() as cursor:
        # The place is one of two columns named above.
        cursor.execute(sql.format(place=_COLUMNS[by]), {"keys": list(keys), "regions": list(regions), "ended": list(ENDED), **narrowed, **more})
        return cursor.fetchall()
