"""What the tests of a case read of it, as its inspector."""

from projects.models import Fact, Hold
from tests.make import documents


def fresh(inspector, row):
    return type(row).objects.visible_to(inspector).get(pk=row.pk)


def arrears(inspector, site) -> dict:
    return Fact.objects.visible_to(inspector).get(project=site, item="arrears").value


def paper(inspector):
    return documents.stored_file(inspector, kind="case_paper")


def holds(inspector, site) -> int:
    return Hold.objects.visible_to(inspector).filter(project=site, lifted_at__isnull=True).count()
