"""From a workbook to rows of leads; nothing here touches the database."""

import datetime as dt
from decimal import Decimal

from cases.lead_sheet.form import LEADS
from portal.lib.sheets.findings import Findings
from portal.lib.sheets.listing import Listing, Row, read_listing
from portal.lib.sheets.model import Workbook


def read_leads(workbook: Workbook, findings: Findings, *, on: dt.date) -> Listing:
    """Every row, each number once, amounts in 元, days and periods that are possible."""
    leads = read_listing(workbook, LEADS, findings, key="external_number")
    leads.tell_twice("number_twice")
    for row in leads.rows:
        if "amount" in row.values:
            row.values["amount"] = Decimal(row.values["amount"]) / 100
        _check(leads, row, on)
    return leads


def _check(sheet: Listing, row: Row, on: dt.date) -> None:
    values = row.values
    if not values.get("employer") and not values.get("project") and not values.get("code"):
        sheet.flag("nobody", row, "employer")
    if values.get("amount") is not None and values["amount"] <= 0:
        sheet.flag("amount_not_positive", row, "amount")
    if values.get("received_on") and values["received_on"] > on:
        sheet.flag("future", row, "received_on", value=values["received_on"].isoformat())
    if values.get("owed_from") and values.get("owed_to") and values["owed_to"] < values["owed_from"]:
        sheet.flag("period_order", row, "owed_to")
