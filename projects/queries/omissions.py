"""Projects that lack a paper or a person the law asks for besides account and deposit; one statement each, rows of the open scope only."""

from projects.queries.missing import COLUMNS, WATCHED
from projects.queries.projects_at_hand import PROJECTS

# Works have begun on the day: by the dated start, or because people were there.
_BEGUN = """CASE WHEN p.started_on IS NOT NULL THEN p.started_on <= %(on)s
            ELSE coalesce((SELECT (f.value->>'attendance_days')::int FROM projects_fact f WHERE f.project_id = p.id AND f.item = 'coverage'), 0) > 0 END"""
_STANDING = """f.project_id = p.id AND f.signed_on <= %(on)s AND (f.withdrawn_on IS NULL OR f.withdrawn_on > %(on)s)"""
_UNSIGNED = """s.entrusted_agreement_on IS NULL OR s.entrusted_agreement_on > %(on)s"""

UNSIGNED_PARTIES = f"""
SELECT {COLUMNS}, subs.since AS trigger_on, subs.total, subs.unsigned, subs.names
  FROM {PROJECTS} p
  JOIN LATERAL (
       SELECT count(*) AS total, count(*) FILTER (WHERE {_UNSIGNED}) AS unsigned,
              min(coalesce(s.entered_on, p.started_on, p.registered_on)) FILTER (WHERE {_UNSIGNED}) AS since,
              array_agg(o.name ORDER BY s.id) FILTER (WHERE {_UNSIGNED}) AS names
         FROM projects_projectparty s JOIN tenancy_organisation o ON o.id = s.organisation_id
        WHERE s.project_id = p.id AND s.part = 'subcontractor' AND (s.entered_on IS NULL OR s.entered_on <= %(on)s) AND (s.left_on IS NULL OR s.left_on > %(on)s)
       ) subs ON subs.unsigned > 0
 WHERE {WATCHED} AND p.id IN (SELECT s.project_id FROM projects_projectparty s
                               WHERE s.region_id = ANY(%(regions)s) AND s.part = 'subcontractor' AND ({_UNSIGNED}))
 ORDER BY p.id
"""

# The guarantee that lasts longest; none, or one that ends, is told with its day.
GUARANTEES = f"""
SELECT {COLUMNS}, p.contract_signed_on AS trigger_on, {_BEGUN} AS begun, g.issuer, g.expires_on, g.id IS NOT NULL AS has_paper
  FROM {PROJECTS} p
  LEFT JOIN LATERAL (
       SELECT f.id, f.issuer, f.expires_on FROM projects_projectproof f WHERE {_STANDING} AND f.kind = 'payment_guarantee'
        ORDER BY f.expires_on DESC NULLS FIRST, f.id DESC LIMIT 1
       ) g ON true
 WHERE {WATCHED} AND p.contract_signed_on <= %(on)s
   AND NOT EXISTS (SELECT FROM projects_projectproof f WHERE {_STANDING} AND f.kind = 'payment_guarantee' AND (f.expires_on IS NULL OR f.expires_on > %(until)s))
 ORDER BY p.id
"""

WITHOUT_PERMIT = f"""
SELECT {COLUMNS}, p.started_on AS trigger_on
  FROM {PROJECTS} p
 WHERE {WATCHED} AND p.needs_permit AND (p.permit_issued_on IS NULL AND p.permit_number = '' OR p.permit_issued_on > %(on)s) AND {_BEGUN}
 ORDER BY p.id
"""

WITHOUT_FUNDS = f"""
SELECT {COLUMNS}, p.started_on AS trigger_on, p.is_government_invested
  FROM {PROJECTS} p
 WHERE {WATCHED} AND {_BEGUN} AND NOT EXISTS (SELECT 1 FROM projects_projectproof f WHERE {_STANDING} AND f.kind = 'funds')
 ORDER BY p.id
"""

# Sites where a board ought to hang and the lamps do not say that all is well; what hangs there is judged by the same code as on the dossier.
# Lamps of today and of the day before count: they are judged anew each day and whenever something of the site has changed. Those that were judged by
# other figures than the tenant has now do not, nor those of another region. Lamps of this very night are in no statistics yet: as a join they would be
# taken for one row and looked through for each site, as a list they are hashed once.
BOARDS_IN_DOUBT = f"""
SELECT {COLUMNS}, p.started_on AS trigger_on
  FROM {PROJECTS} p
 WHERE {WATCHED} AND {_BEGUN}
   AND p.id NOT IN (SELECT l.project_id FROM projects_systemlamps l
                     WHERE NOT l.is_stale AND l."on" BETWEEN %(on)s::date - 1 AND %(on)s AND l.marks @> %(well)s::jsonb
                       AND l.judged_in = l.region_id AND l.policy_seen = (%(seen)s::jsonb ->> l.region_id::text)::bigint)
 ORDER BY p.id
"""
