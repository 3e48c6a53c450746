"""Projects as the statements of rules read them: each row once for all rules of a scan (``portal.tenancy.queries.at_hand``)."""

from portal.tenancy.queries.at_hand import Piece

PROJECTS = "«projects»"  # in a statement: the projects of the scope
PIECE = Piece(
    word=PROJECTS,
    source="projects_project",
    table="projects_at_hand",
    alias="p",
    columns="""p.id, p.region_id, p.code, p.state, p.site_kind, p.general_contractor_id, p.owner_id, p.grid_officer_id, p.contract_signed_on, p.contract_amount,
       p.registered_on, p.started_on, p.needs_permit, p.permit_number, p.permit_issued_on, p.uploaded_on, p.is_government_invested, p.is_state_owner,
       p.labour_cost_cycle_months, p.labour_cost_share, p.labour_cost_amount, p.wage_officer_name""",
    wanted=("p.region_id = ANY(%(regions)s)",),
    looked_at="id, region_id, state, site_kind",
)
