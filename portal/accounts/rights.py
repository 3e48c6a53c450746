"""Rights are a table: verb -> roles, with words for every verb. A verb nobody declared is a fault that stops the start.

``may(actor, verb)`` is the only question. What a tenant has changed by document (``RightAdjustment``) stands on the actor
already, so that the question costs no query.
"""

from dataclasses import dataclass
from typing import NamedTuple

from portal.accounts.enums import GOVERNMENT, STAFF, Role
from portal.lib.errors import Refused
from portal.tenancy.actors import SYSTEM_ROLE
from portal.tenancy.scope import Actor


class Words(NamedTuple):
    """What a verb is called, why these roles have it (the article), and to which further roles a tenant may open it."""

    label: str
    why: str
    open_to: tuple[Role, ...] = ()


@dataclass(frozen=True)
class Verb:
    """One row of the matrix as code declares it."""

    name: str
    room: str
    roles: tuple[str, ...]
    words: Words | None

    @property
    def label(self) -> str:
        return self.words.label if self.words else self.name

    @property
    def why(self) -> str:
        return self.words.why if self.words else ""

    @property
    def open_to(self) -> tuple[Role, ...]:
        return self.words.open_to if self.words else ()


_VERBS: dict[str, Verb] = {}


class UndeclaredVerb(RuntimeError):
    """A page or an act asks for a verb that no room declared."""


def declare(rights: dict[str, tuple[Role, ...]], words: dict[str, Words] | None = None, *, room: str = "") -> None:
    """Called by a room's AppConfig.ready with its table and the words for it; ``portal.accounts.checks`` asks for words of every verb."""
    said = words or {}
    if unknown := set(said) - set(rights):
        raise ValueError(f"words for verbs that are not declared: {sorted(unknown)}")
    for name, roles in rights.items():
        verb = Verb(name, room, tuple(roles), said.get(name))
        if _VERBS.setdefault(name, verb) != verb:
            raise ValueError(f"verb {name} is declared twice")


def declared() -> dict[str, tuple[str, ...]]:
    """Verb -> roles by code, without what tenants have changed."""
    return {name: _VERBS[name].roles for name in sorted(_VERBS)}


def verbs() -> tuple[Verb, ...]:
    """Every verb, room by room in the order of declaration."""
    rooms = list(dict.fromkeys(verb.room for verb in _VERBS.values()))
    return tuple(sorted(_VERBS.values(), key=lambda verb: rooms.index(verb.room)))


def verb_of(name: str) -> Verb:
    """The declaration of one verb."""
    if name not in _VERBS:
        raise UndeclaredVerb(name)
    return _VERBS[name]


def may(actor: Actor, verb: str) -> bool:
    """Whether the actor has the verb: by his role, less what his tenant took from it, plus what it gave, or by a machine's key; the system actor does what code tells it."""
    roles = verb_of(verb).roles
    if actor.role == SYSTEM_ROLE:
        return True
    return (actor.role in roles and verb not in actor.withdrawn) or verb in actor.granted


def require(actor: Actor, verb: str) -> None:
    """Refuse an act the actor has no right to."""
    if not may(actor, verb):
        raise Refused("您没有办理这一步的权限。", "forbidden")


# () = the system actor alone. New tenants and the tree of divisions are the operator's work, in the browser or at the console (ADR 0016).
RIGHTS = {
    "accounts.own": tuple(Role),
    "accounts.manage": (Role.ADMIN,),
    "accounts.freeze": (Role.ADMIN,),
    "accounts.users": (Role.ADMIN, Role.AUDITOR),
    "accounts.memberships": STAFF,
    "accounts.rights": (*STAFF, *(role for role in GOVERNMENT if role != Role.LEADER)),
    "accounts.adjust_rights": (Role.ADMIN,),
    "accounts.confirm_rights": (Role.SECURITY,),
    "accounts.end_adjustment": (Role.ADMIN, Role.SECURITY),
    "accounts.hand_over": (Role.ADMIN,),
    "accounts.receive_portfolio": (Role.OFFICE, Role.INSPECTOR, Role.LEADER, Role.DEPARTMENT, Role.GRID),
    "accounts.operators": (),  # the system actor alone, at the console
    "tenancy.regions": (Role.OPERATOR,),
    "tenancy.holidays": (),
    "tenancy.open": (Role.OPERATOR,),
}

WORDS = {
    "accounts.operators": Words("设立平台运维账号", "由运维人员在服务器上办理"),
    "accounts.freeze": Words("应急停用", "数据泄露等紧急情况下一键停用（网络安全法第二十七条）"),
    "accounts.users": Words("查看人员账号", "管理员管理账号，审计员核对"),
    "accounts.own": Words("本人账号、密码和登录记录", "每个人只管自己的账号"),
    "accounts.manage": Words("开通账号，授予、变更、结束任职", "三员分离：租户管理员管人，不看业务数据全号（GB/T 22239 8.1.4.2）"),
    "accounts.memberships": Words("查看人员任职", "管理、安全、审计三员各自核对（GB/T 22239 8.1.4.2）"),
    "accounts.rights": Words("查看权限对照表", "谁能办什么、依据什么，对政府部门工作人员公开"),
    "accounts.adjust_rights": Words("提出权限调整", "三员分离：管理员提出，安全管理员确认后生效"),
    "accounts.confirm_rights": Words("确认或退回权限调整", "三员分离：确认人不是提出人（GB/T 22239 8.1.4.2）"),
    "accounts.end_adjustment": Words("退回或终止权限调整", "恢复系统规定的权限，管理员和安全管理员都可以"),
    "accounts.hand_over": Words("办理工作移交", "人员变动时责任项目、预警、线索、案件一次移交"),
    "accounts.receive_portfolio": Words("签收移交给本人的工作", "接收人本人签收，管理员不能代签"),
    "tenancy.regions": Words("导入行政区划", "全国统一的表，由运维人员在服务器上办理"),
    "tenancy.holidays": Words("导入节假日", "国务院办公厅每年的放假通知，由运维人员在服务器上办理"),
    "tenancy.open": Words("开通租户", "由运维人员在服务器上办理"),
}
