"""From a workbook to rows of people; nothing here touches the database."""

from portal.accounts.user_sheet.form import PEOPLE
from portal.lib.sheets.findings import Findings
from portal.lib.sheets.listing import Listing, read_listing
from portal.lib.sheets.model import Workbook


def read_people(workbook: Workbook, findings: Findings) -> Listing:
    """Every row, each account once."""
    people = read_listing(workbook, PEOPLE, findings, key="username")
    people.tell_twice("username_twice")
    return people
