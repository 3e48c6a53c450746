"""What stops a start: a database role that may bypass row security (it would protect nothing), or keys that cannot be used."""

from django.db import OperationalError, connection

from portal.lib import keys

FLAGS = """
SELECT r.rolsuper, r.rolbypassrls, EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relpersistence <> 't'),
       EXISTS (SELECT 1 FROM pg_auth_members m WHERE m.member = r.oid)
  FROM pg_roles r WHERE r.rolname = current_user
"""
COMPLAINTS = (
    "是超级用户",
    "带有 BYPASSRLS 权限",
    "拥有数据表",
    "属于其他角色",
)


def role_faults() -> list[str]:
    """What makes the application's database role unfit, in Chinese; empty when it is fit."""
    with connection.cursor() as cursor:
        cursor.execute(FLAGS)
        return [text for wrong, text in zip(cursor.fetchone(), COMPLAINTS, strict=True) if wrong]


def refuse_wrong_role() -> None:
    """End the start with advice when the role is unfit."""
    faults = role_faults()
    if faults:
        raise SystemExit(f"DATABASE_URL 的数据库账号{'、'.join(faults)}，行级隔离会失效。请改用 portal_app（见 docs/operations/deploy.md）。")


def refuse_bad_keys() -> None:
    """End the start with advice when the key file is missing, readable by others, damaged or a demo's in production."""
    try:
        keys.current()
    except keys.BadKeys as fault:
        raise SystemExit(str(fault)) from None


def refuse_unfit_start() -> bool:
    """Both, for the processes of a production; False when the database does not answer and its role is not known yet."""
    refuse_bad_keys()
    try:
        refuse_wrong_role()
    except OperationalError:
        return False
    finally:
        connection.close()
    return True
