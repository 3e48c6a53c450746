"""Who issues keys to machines, and what a machine may ask of itself."""

from portal.accounts.enums import EVERYONE, Role

RIGHTS = {
    "api.keys": (Role.ADMIN,),
    "api.docs": EVERYONE,
    # Given to keys, to no role.
    "api.me": (),
}
GRANTS = {"api.me": "查询密钥自身的信息"}
