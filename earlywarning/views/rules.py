"""The rule book: every rule with its articles and its lines, as they stand in one's own region."""

import datetime as dt
from types import ModuleType

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string

from earlywarning.bench import BUDGET, own_figures, real_load, tried_figures, try_thresholds
from earlywarning.catalogue import TITLES, waiting
from earlywarning.exemptions import KEY
from earlywarning.forms import BenchForm
from earlywarning.lanes import DUTY_RULES
from earlywarning.root_causes import ROOTS
from earlywarning.silences import situations
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.lib import clock
from portal.lib.rules import policy_key
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet, policy_sets


@page("earlywarning.rule_book")
def rule_book(request: HttpRequest) -> HttpResponse:
    """Also for those who are judged by it: which lines, from which document; and which rules nothing computes yet."""
    actor, on = request.actor, clock.today()
    rules = import_string(settings.PORTAL_RULES)
    policies = PolicySet(Region.objects.get(pk=actor.region_id), on) if actor.region_id else None
    context = {
        "rules": [_entry(rule, policies) for rule in rules],
        "waiting": [(code, TITLES[code], why) for code, why in waiting({rule.CODE for rule in rules}).items()],
        "region": policies.region if policies else None,
        "may_bench": may(actor, "earlywarning.bench"),
    }
    return render(request, "earlywarning/rule_book.html", context)


def _entry(rule: ModuleType, policies: PolicySet | None) -> dict:
    return {
        "code": rule.CODE,
        "title": rule.TITLE,
        "version": rule.VERSION,
        "law": [(citation, "") for citation in rule.LAW],
        "is_duty": rule.CODE in DUTY_RULES,
        "lines": [_line(rule, threshold, policies) for threshold in rule.DEFAULTS],
        "elsewhere": _elsewhere(rule),
        "folds": [f"{root.child} {TITLES[root.child]}" for root in ROOTS if root.parent == rule.CODE],
    }


def _elsewhere(rule: ModuleType) -> tuple[str, str] | None:
    """Words and address of a list that stands apart from the warnings."""
    label, name = getattr(rule, "ELSEWHERE", ("", ""))
    return (label, reverse(name)) if name else None


def _line(rule: ModuleType, threshold, policies: PolicySet | None) -> dict:
    """What holds here and where it comes from; without a region the national figure."""
    key = policy_key(rule, threshold)
    found = policies[key] if policies else None
    return {
        "label": threshold.label,
        "words": threshold.words(found.value if found else threshold.default),
        "source": found.source if found else threshold.source,
        "is_own": bool(found and found.level != "national"),
    }


@page("earlywarning.rule_book")
def exemption_table(request: HttpRequest) -> HttpResponse:
    """豁免表: which rules rest for which state or kind of site, each with its source; figures of the tenant, kept by its administrator."""
    actor, on = request.actor, clock.today()
    policies = PolicySet(Region.objects.get(pk=actor.region_id), on) if actor.region_id else None
    context = {
        "situations": situations(import_string(settings.PORTAL_RULES), policies),
        "region": policies.region if policies else None,
        "table_key": KEY,
        "may_edit": bool(policies) and may(actor, "policy.edit"),
        "may_read": bool(policies) and may(actor, "policy.view"),
    }
    return render(request, "earlywarning/exemption_table.html", context)


@page("earlywarning.bench")
def rule_bench(request: HttpRequest) -> HttpResponse:
    """Choose a rule, change its figures, see the past twelve months; applying is a policy act with date and document."""
    actor, on = request.actor, clock.today()
    rules = {rule.CODE: rule for rule in import_string(settings.PORTAL_RULES)}
    rule = rules.get(request.GET.get("rule", "")) or next(iter(rules.values()))
    region = Region.objects.get(pk=actor.region_id)
    now = PolicySet(region, on).thresholds(rule)
    form = BenchForm(request.GET if "try" in request.GET else None, rule=rule, now=now)
    counties = list(Region.objects.filter(pk__in=actor.scope.read_regions).counties())
    context = {
        "load": real_load(actor, [county.pk for county in counties], on - dt.timedelta(days=29), on),
        "rules": list(rules.values()),
        "rule": rule,
        "form": form,
        "bench": None,
        "changed": [],
        "kept": [],
        "budget": BUDGET,
        "may_edit": may(actor, "policy.edit"),
    }
    if form.is_bound and form.is_valid():
        changed = {key: value for key, value in form.figures.items() if value != now[key]}
        policies = policy_sets(counties, on)
        then, kept = tried_figures(rule, policies, changed, region)
        context["bench"] = try_thresholds(rule, now=own_figures(rule, policies), then=then, policies=policies, on=on, actor=actor)
        context["kept"] = kept
        context["changed"] = [
            {"label": t.label, "key": policy_key(rule, t), "now": now[t.key], "then": changed[t.key], "unit": t.unit} for t in rule.DEFAULTS if t.key in changed
        ]
    return render(request, "earlywarning/bench.html", context)
