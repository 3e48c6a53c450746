"""The same code, the same recovery code and the same link used by several people at once, with real commits. Run apart, in a database of its own.

python -m tests.accounts.at_once      prints what was found as JSON
"""

import base64
import datetime as dt
import json
import sys
from typing import Any

from tests.wagepay.at_once import together  # isort: skip  (sets the settings up before anything else)

from django.utils import timezone  # isort: skip
from django_otp.oath import hotp  # isort: skip

from portal.accounts.actions.issue_link import issue_link  # isort: skip
from portal.accounts.actions.make_recovery_codes import make_recovery_codes  # isort: skip
from portal.accounts.actions.prove_second_factor import prove_second_factor  # isort: skip
from portal.accounts.actions.use_link import use_link  # isort: skip
from portal.accounts.enums import Role  # isort: skip
from portal.accounts.models import PasswordRecord, SecondFactor, User  # isort: skip
from portal.accounts.second_factor import new_secret  # isort: skip
from portal.tenancy.actors import system_actor  # isort: skip
from tests import database  # isort: skip
from tests.make import accounts, tenancy  # isort: skip

AT_ONCE = 6
AT = dt.datetime(2026, 11, 20, 8, tzinfo=dt.UTC)


def main() -> dict[str, Any]:
    actor = accounts.actor(Role.INSPECTOR, region=tenancy.tree().county)
    user = User.objects.get(pk=actor.user_id)
    factor = SecondFactor(user=user, secret=new_secret(), created_at=AT, confirmed_at=AT)
    factor.save()
    code = f"{hotp(base64.b32decode(factor.secret.plain()), int(AT.timestamp()) // 30):06d}"
    paper = make_recovery_codes(actor=actor, user=user)[0]

    def prove(given: str) -> dict[str, Any]:
        return {"taken": prove_second_factor(actor=actor, user=User.objects.get(pk=user.pk), code=given, at=AT).taken}

    report = {"code": together(*[lambda: prove(code)] * AT_ONCE)}
    SecondFactor.objects.update(failures=0, closed_until=None)
    report["paper"] = together(*[lambda: prove(paper)] * AT_ONCE)
    token = issue_link(actor=system_actor(), user=user, at=timezone.now()).token
    before = PasswordRecord.objects.count()
    report["link"] = together(*[lambda: {"user": use_link(token=token, password="Fen-He-2020-shui", at=timezone.now()).pk}] * AT_ONCE)
    report["passwords"] = PasswordRecord.objects.count() - before
    return report


if __name__ == "__main__":
    with database.server() as postgres, database.clone(postgres) as name, database.using(name):
        json.dump(main(), sys.stdout, ensure_ascii=False)
