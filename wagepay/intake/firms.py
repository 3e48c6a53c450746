"""Which firm of a site a row of a roster means: by credit code, by name, else whose file it is."""

from collections.abc import Sequence

from portal.lib.text import compact
from portal.tenancy.models import Organisation
from wagepay.intake.employers import same_firm


def firm_meant(firms: Sequence[Organisation], said: str) -> Organisation | None:
    """The one firm of the site that bears the code or the name."""
    code = compact(said).upper()
    found = [firm for firm in firms if firm.uscc == code] or [firm for firm in firms if same_firm(said, firm)]
    return found[0] if len(found) == 1 else None
