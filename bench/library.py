"""The same rows through django-import-export, the library such portals are usually built with, as it comes: a resource over a model, row by row."""

import datetime as dt
import sys
from typing import Any

from bench import Row, Rows, alternately, timed
from bench.sheets import SMALL, book_of, card, id_number, name_of
from bench.upload import Site, on_a_clone

GOAL = 1 / 40
ROUNDS = 3  # the library takes half a minute for each
# With the two foreign keys that such a table has.
TABLE = """
CREATE TABLE bench_wageline (
    id bigserial PRIMARY KEY, region_id bigint NOT NULL REFERENCES tenancy_region, employer_id bigint NOT NULL REFERENCES tenancy_organisation,
    month date NOT NULL, number varchar(18) NOT NULL UNIQUE, name varchar(60) NOT NULL, trade varchar(40) NOT NULL,
    team varchar(60) NOT NULL, days numeric(6,2) NOT NULL, rate numeric(10,2) NOT NULL, gross numeric(12,2) NOT NULL, deduction numeric(12,2) NOT NULL,
    net numeric(12,2) NOT NULL, card varchar(19) NOT NULL, bank varchar(80) NOT NULL)
"""
COLUMNS = ("region", "employer", "number", "name", "trade", "team", "days", "rate", "gross", "deduction", "net", "card", "bank")


def rows() -> Rows:
    """One row; without the library there is nothing to compare with, and the bench says so."""
    try:
        import import_export  # noqa: F401, PLC0415  (a yardstick, no part of the product)
    except ImportError:
        print("django-import-export is not installed: pip install it beside the test requirements to compare with it", file=sys.stderr)
        return
    yield from on_a_clone(TABLE + "; GRANT ALL ON bench_wageline, bench_wageline_id_seq TO portal_app", measured)


def measured() -> Rows:
    from tests.make import tenancy  # noqa: PLC0415

    site = Site(tenancy.tree().county)
    site.register(SMALL)
    site.upload(site.next_file(SMALL))
    files, resource, content = iter([site.next_file(SMALL) for _ in range(ROUNDS)]), resource_of_library(), plain_file(SMALL, site)

    def library() -> float:
        """Into an empty table each time."""
        seconds = timed(lambda: imported(resource, content))
        resource._meta.model.objects.all().delete()
        return seconds

    floor, product = alternately(library, lambda: timed(lambda: site.upload(next(files))), ROUNDS)
    yield Row(f"upload {SMALL:,} rows", "django-import-export as it comes", floor, product, GOAL)


def plain_file(count: int, site: Site) -> bytes:
    """The rows in a table that begins in the first line, because the library reads no other; it looks region and firm up for each row."""
    keys = [site.project.region_id, site.project.general_contractor_id]
    lines = [[*keys, id_number(at), name_of(at), "木工", "一班", 20, 300, 6000, 0, 6000, card(at), "建设银行"] for at in range(count)]
    return book_of([list(COLUMNS), *lines])


def imported(resource: Any, content: bytes) -> None:
    import tablib  # noqa: PLC0415

    dataset = tablib.Dataset().load(content, format="xlsx")
    result = resource.import_data(dataset, raise_errors=True)
    assert result.totals["new"] == SMALL, result.totals


def resource_of_library() -> Any:
    """A ModelResource with its own defaults."""
    from django.db import models  # noqa: PLC0415
    from import_export import resources  # noqa: PLC0415

    class WageLine(models.Model):
        region = models.ForeignKey("tenancy.Region", models.PROTECT, related_name="+")
        employer = models.ForeignKey("tenancy.Organisation", models.PROTECT, related_name="+")
        month = models.DateField(default=dt.date(2026, 10, 1))
        number = models.CharField(max_length=18, unique=True)
        name = models.CharField(max_length=60)
        trade = models.CharField(max_length=40)
        team = models.CharField(max_length=60)
        days = models.DecimalField(max_digits=6, decimal_places=2)
        rate = models.DecimalField(max_digits=10, decimal_places=2)
        gross = models.DecimalField(max_digits=12, decimal_places=2)
        deduction = models.DecimalField(max_digits=12, decimal_places=2)
        net = models.DecimalField(max_digits=12, decimal_places=2)
        card = models.CharField(max_length=19)
        bank = models.CharField(max_length=80)

        class Meta:
            app_label = "wagepay"  # the library asks for an installed one
            managed = False
            db_table = "bench_wageline"

        def __str__(self) -> str:
            return self.number

    class LineResource(resources.ModelResource):
        class Meta:
            model = WageLine
            import_id_fields = ("number",)

    return LineResource()
