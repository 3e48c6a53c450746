"""The rule book names every rule with its articles, thresholds and the tenants' own values."""

import datetime as dt
import io
import json

from django.core.management import call_command

from portal.operations.rules import RULES
from tests.make.tenancy import jurisdiction, policy_row


def printed(*args):
    out = io.StringIO()
    call_command("rules", *args, stdout=out)
    return out.getvalue()


def test_the_book_lists_every_rule_with_the_promised_keys(db):
    book = json.loads(printed("--json"))
    assert [rule["code"] for rule in book] == [rule.CODE for rule in RULES] == ["W01", "W05", "W12", "W16", "W29", "W30", "W31", "W32", "W33", "W40", "W65"]
    assert all(set(rule) == {"code", "title", "law", "levels", "defaults", "tenants"} and rule["law"] for rule in book)


def test_a_tenants_own_threshold_is_printed_with_its_source(tree):
    jurisdiction(tree.city)
    policy_row(tree.city, "rules.W12.yellow_workdays", 3, valid_from=dt.date(2026, 1, 1), source="样例通知第三条")
    book = {rule["code"]: rule for rule in json.loads(printed("--json"))}
    assert book["W12"]["tenants"][tree.city.code]["yellow_workdays"]["source"] == "样例通知第三条"
    assert book["W05"]["tenants"] == {}
    assert "样例通知第三条" in printed("--markdown")
