"""Every table is classified: tenant-owned (derives from TenantModel) or global, with the reason why it may be.

A model in neither list stops the start; add global ones here with a reason that names why no tenant's secret is in it.
"""

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db import models

from portal.tenancy.models import TenantModel

GLOBAL: dict[str, str] = {
    "accounts.Freeze": "regions whose data is stopped, with the reason; asked before any number is shown, in any scope",
    "administration.Grid": "names of areas and who looks after them; pages filter by region",
    "administration.Grid_officers": "ids of grids and memberships",
    "accounts.Membership": "decides what a person sees, so it is read before any scope exists",
    "accounts.OneTimeLink": "no secret in it; read before anybody is signed in",
    "accounts.PasswordRecord": "hashes of a person's earlier passwords; a person is not a tenant's",
    "accounts.PortalSession": "read before any scope exists",
    "accounts.RecoveryCode": "keyed hashes of one person's codes; read before any scope exists",
    "accounts.SavedView": "one membership's own filters of a list, no rows in it; pages filter by membership",
    "accounts.SecondFactor": "one person's encrypted secret; read before any scope exists",
    "accounts.RightAdjustment": "decisions on roles by published document, no person's data in it; read with the membership before any scope exists",
    "accounts.User": "one account per person across tenants",
    "api.ApiCall": "hashes of used signatures; written before a scope exists",
    "api.ApiKey": "decides what a machine sees, so it is read before any scope exists; the secret is sealed, pages filter by region",
    "audit.DayHead": "hashes of a day's end, printed in public",
    "audit.Leaf": "hashes and ids",
    "audit.Seal": "hashes and counts",
    "audit.Verification": "counts and an id",
    "audit.Entry": "written from every scope and from none (failed sign-ins); read through pages that filter by region",
    "auth.Group": "framework table, unused",
    "auth.Group_permissions": "framework table, unused",
    "auth.Permission": "framework table, unused",
    "axes.AccessAttempt": "lockout counters, written before anybody is signed in",
    "axes.AccessAttemptExpiration": "lockout counters, written before anybody is signed in",
    "axes.AccessFailureLog": "lockout log, written before anybody is signed in",
    "axes.AccessLog": "sign-in log of the lockout",
    "cases.IntakeCount": "keyed hashes and counts; counted before any scope exists",
    "cases.ProgressCode": "keyed hashes and ids; a worker without an account follows one lead by it",
    "contenttypes.ContentType": "names of tables",
    "documents.Download": "one membership's exports: who, when, how many; question and file are sealed, pages filter by membership",
    "documents.FileUsage": "counts of bytes and files by region; an upload is weighed against a quota its uploader cannot read",
    "earlywarning.Scan": "counts of a finished scan, no project and no person in it",
    "jobs.Heartbeat": "signs of life of processes",
    "jobs.Job": "ids and states; the worker claims before a scope exists, pages filter by membership or region",
    "jobs.JobLine": "what a job did, without data of persons; pages filter by the job",
    "jobs.OutboxMessage": "ids and verbs; delivered without a scope",
    "jobs.ScheduleSlot": "periods of scheduled tasks",
    "notices.Contact": "one person's own addresses, encrypted; a person is not a tenant's; pages filter by user",
    "notices.Delivery": "sent without a scope (codes, enterprises of many tenants); address encrypted; pages filter by region",
    "notices.Notice": "one membership's messages without personal numbers; pages filter by membership",
    "notices.Preference": "what one person chose to be told by which way; pages filter by user",
    "operations.DemoBuild": "day and size of the demonstration",
    "wagepay.OwnCode": "keyed hashes and times; asked for before anybody is known",
    "wagepay.OwnVisit": "a keyed hash, a blind index and a county; says which one person's scope is opened",
    "tenancy.Holiday": "national calendar",
    "tenancy.Jurisdiction": "names of tenants, public",
    "tenancy.Organisation": "public register data; contacts are tenant rows",
    "tenancy.OrganisationName": "earlier entries of the public register",
    "tenancy.Participation": "ids only; decides what an enterprise sees, so it is read before any scope exists",
    "tenancy.PolicyRow": "published figures with their documents",
    "tenancy.Region": "public divisions",
    "wagepay.BankLayout": "columns and codes of a bank's file form, no person and no tenant's row in it; contractors of every tenant write that bank's files",
    "tenancy.RegionChange": "published changes of divisions, with counts of rows",
}

# Tables with row security of their own, which no rule of a model describes; each with what guards it.
GUARDED: dict[str, str] = {
    "audit.Change": "shown by region, project and enterprise like the rows it tells of; added to by triggers alone (audit 0003)",
}


def tenant_models() -> list[type[TenantModel]]:
    """Every tenant-owned model that has a table, in the order of the rooms."""
    return [model for model in _with_tables() if issubclass(model, TenantModel)]


def unclassified() -> list[str]:
    """Models that are neither tenant-owned nor listed."""
    return [model._meta.label for model in _with_tables() if not issubclass(model, TenantModel) and model._meta.label not in GLOBAL | GUARDED]


@register
def every_model_is_classified(app_configs: object = None, **kwargs: object) -> list[CheckMessage]:
    """The check that migrate and the supervisor run before anything is served."""
    advice = "derive it from portal.tenancy.models.TenantModel with RowSecurity, or add it to portal.tenancy.registry.GLOBAL with the reason"
    return [Error(f"{label} is neither tenant-owned nor global", hint=advice, id="portal.E010") for label in unclassified()]


def _with_tables() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy]
