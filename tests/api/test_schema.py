"""Whatever is sent to the addresses for machines, the answer is one the description names, and never a fault of the server."""

import json
import time

import pytest
import schemathesis
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.api.signing import sign
from tests.api.test_keys import firm, issue, sites  # noqa: F401  (fixtures)

pytestmark = pytest.mark.django_db

QUIET = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def described() -> dict:
    return json.loads(json.dumps(SchemaGenerator().get_schema(request=None, public=True)))


def test_the_description_is_openapi():
    validate_schema(described())
    assert [result.ok().label for result in schemathesis.openapi.from_dict(described()).get_all_operations()] == [
        "POST /api/account/entries/",
        "POST /api/attendance/punches/",
        "GET /api/me",
        "POST /api/payments/receipts/",
        "GET /api/projects/",
    ]


@pytest.fixture
def issued(admin, tree, firm):  # noqa: F811
    return issue(admin, tree.county, firm)


@QUIET
@given(after=st.text(max_size=30), extra=st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=8))
def test_a_signed_request_with_any_query_is_answered_as_described(issued, after, extra):
    from urllib.parse import urlencode

    try:
        path = f"/api/projects/?{urlencode({'after': after, extra: after})}"
    except UnicodeEncodeError:
        return  # a lone surrogate cannot be sent at all
    moment = f"{time.time():.6f}"
    sent = {"X-Portal-Key": issued.key.code, "X-Portal-Time": moment, "X-Portal-Signature": sign(issued.secret, "GET", path, moment)}
    answer = Client(raise_request_exception=False).get(path, headers=sent)
    assert answer.status_code in (200, 409)
    assert set(answer.json()) == ({"results", "next"} if answer.status_code == 200 else {"detail", "code"})


@QUIET
@given(
    st.dictionaries(
        st.sampled_from(["X-Portal-Key", "X-Portal-Time", "X-Portal-Signature"]), st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=80)
    )
)
def test_any_unsigned_request_is_refused_in_the_same_shape(sent):
    answer = Client(raise_request_exception=False).get("/api/me", headers=sent)
    assert answer.status_code == 401
    assert set(answer.json()) == {"detail", "code"}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace", "options"])
def test_other_methods_change_nothing_and_say_so(method):
    answer = getattr(Client(raise_request_exception=False), method)("/api/me")
    assert answer.status_code in (401, 405)
