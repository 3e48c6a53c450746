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
    codes = [rule["code"] for rule in book]
    assert codes == [rule.CODE for rule in RULES] == sorted(set(codes)) and {"W01", "W12", "W40"} < set(codes)
    assert {rule["code"]: rule["levels"] for rule in book}["W43"] == ["red"]
    assert all(set(rule) == {"code", "title", "law", "levels", "defaults", "tenants"} and rule["law"] for rule in book)


def test_a_tenants_own_threshold_is_printed_with_its_source(tree):
    jurisdiction(tree.city)
    policy_row(tree.city, "rules.W12.yellow_workdays", 3, valid_from=dt.date(2026, 1, 1), source="样例通知第三条")
    book = {rule["code"]: rule for rule in json.loads(printed("--json"))}
    assert book["W12"]["tenants"][tree.city.code]["yellow_workdays"]["source"] == "样例通知第三条"
    assert book["W05"]["tenants"] == {}
    assert "样例通知第三条" in printed("--markdown")
