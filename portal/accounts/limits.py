"""How far a tenant may change the table of rights. What the law keeps apart, no document of a tenant joins."""

from portal.accounts.enums import APART, ENTERPRISE, Effect, Role
from portal.accounts.rights import Verb, verb_of, verbs

# Only the working roles of government: firms act in several tenants, the leader has his own cases alone, the three officers stay apart.
ADJUSTABLE = (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.GRID)
FIXED_ROOMS = ("accounts", "administration", "api", "tenancy", "policy", "audit", "oversight", "operations", "jobs", "notices")

# (end of the verb, roles that never get it by a tenant's document, why). A room's ``open_to`` against these stops the start.
NEVER: tuple[tuple[str, tuple[Role, ...], str], ...] = (
    (".reveal", tuple(Role), "身份证、银行卡、手机全号只给依法调查的监察员和用工单位本人（个人信息保护法第二十八条），不能另行增加"),
    ("projects.inspect", (Role.OFFICE, Role.GRID), "领导小组办公室督导政府、网格员走访，都不对企业实施检查（国办发〔2024〕54号）"),
    ("cases.accept", (Role.GRID,), "受理由有执法权的机构办理（监察条例实施规定第十八条）"),
)


def bar(verb: str, role: str, effect: str) -> str:
    """Why code does not let a tenant make this change; empty when it does."""
    found = verb_of(verb)
    reason = _common_bar(found, role)
    if reason:
        return reason
    return bar_to_give(found, role) if effect == Effect.GIVE else bar_to_withdraw(found, role)


def _common_bar(verb: Verb, role: str) -> str:
    if role in ENTERPRISE:
        return "企业和银行跨租户办理，他们的权限全国一致，一个租户不能单独改。"
    if role in APART:
        return "三员分离：租户管理员、安全管理员、审计员、平台运维的权限由系统固定。"
    if role not in ADJUSTABLE:
        return "分管领导只看自己包的案件，权限由系统固定。"
    if verb.name.split(".")[0] in FIXED_ROOMS:
        return "账号、租户和系统自身的权限由系统固定。"
    if not verb.roles:
        return "这一项只由系统定时办理。"
    return ""


def never(verb: str, role: str) -> str:
    """The rule that keeps a verb from a role whatever a tenant writes."""
    return next((reason for end, roles, reason in NEVER if verb.endswith(end) and role in roles), "")


def bar_to_give(verb: Verb, role: str) -> str:
    """A role gets only what the room has opened to it."""
    if role in verb.roles:
        return "这个角色本来就有这项权限。"
    if reason := never(verb.name, role):
        return f"{reason}。"
    if role not in verb.open_to:
        return "系统没有把这项权限开放给这个角色。"
    return ""


def bar_to_withdraw(verb: Verb, role: str) -> str:
    """Somebody must still be able to do it, and everybody keeps what everybody has."""
    if role not in verb.roles:
        return "这个角色本来就没有这项权限。"
    if set(verb.roles) == set(Role):
        return "人人都有的权限不能收回。"
    if not set(verb.roles) & set(ADJUSTABLE) - {role}:
        return "收回后政府部门里没有人能办这一项。"
    return ""


def contradictions() -> list[str]:
    """Rooms that open a verb to a role which can never have it; such a table stops the start."""
    return [
        f"{verb.name} is opened to {role}: {never(verb.name, role) or _common_bar(verb, role)}"
        for verb in verbs()
        for role in verb.open_to
        if never(verb.name, role) or _common_bar(verb, role)
    ]
