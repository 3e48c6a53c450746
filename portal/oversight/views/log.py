"""The operation log, its two usual cuts, and one entry."""

import uuid

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localtime

from portal.accounts.pages import page
from portal.audit.models import Change, Entry, Leaf, Seal
from portal.audit.personal import personal_views
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.oversight.filters import EntryFilter
from portal.oversight.tables import ROLES, entry_columns, kind_of, table_words
from portal.oversight.words import DETAILS, SIGN_INS, word_of
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor

CUTS = {
    "audit_log": ("操作日志", "本辖区每一次办理、登录、查看和导出；只能看，不能改。"),
    "audit_sign_ins": ("登录日志", "登录、退出、二次验证和解锁，成功与不成功的都在。"),
    "audit_personal": ("个人信息查看记录", "每一次看到完整号码，先记后看：谁、何时、看了谁的、为什么。"),
}
EMPTY = Empty("没有符合条件的记录", "放宽日期或去掉筛选再看。")


def names_of(actor: Actor) -> dict[int, str]:
    return dict(Region.objects.filter(pk__in=actor.scope.read_regions).values_list("pk", "name"))


def _rows(name: str, actor: Actor) -> QuerySet[Entry]:
    rows = Entry.objects.visible_to(actor)
    if name == "audit_sign_ins":
        return rows.filter(verb__in=SIGN_INS)
    return personal_views(rows) if name == "audit_personal" else rows


def _table(request: HttpRequest, name: str) -> Table:
    columns = entry_columns(names_of(request.actor), why=name == "audit_personal")
    exports = (("导出", reverse(f"{name}_export")),)
    return Table(request, _rows(name, request.actor), columns, EntryFilter, order=("-id",), title=CUTS[name][0], empty=EMPTY, exports=exports, per_page=50)


def _list(request: HttpRequest, name: str) -> HttpResponse:
    title, lede = CUTS[name]
    return part_or_page(request, "oversight/list.html", "parts/_table.html", {"table": _table(request, name), "title": title, "lede": lede})


@page("oversight.log")
def audit_log(request: HttpRequest) -> HttpResponse:
    return _list(request, "audit_log")


@page("oversight.log")
def audit_sign_ins(request: HttpRequest) -> HttpResponse:
    return _list(request, "audit_sign_ins")


@page("oversight.log")
def audit_personal(request: HttpRequest) -> HttpResponse:
    return _list(request, "audit_personal")


@recorded
@page("oversight.log")
def audit_log_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request, "audit_log"), "操作日志")


@recorded
@page("oversight.log")
def audit_sign_ins_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request, "audit_sign_ins"), "登录日志")


@recorded
@page("oversight.log")
def audit_personal_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request, "audit_personal"), "个人信息查看记录")


def _said(value: object) -> object:
    return ("否", "是")[value] if isinstance(value, bool) else value


@page("oversight.log")
def audit_entry(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """All of one entry, its seal, and the rows the same request changed."""
    entry = get_object_or_404(Entry.objects.visible_to(request.actor), uid=uid)
    leaf = Leaf.objects.filter(pk=entry.pk).first()
    changes = (
        Change.objects.visible_to(request.actor).filter(request_id=entry.request_id, actor_uid=entry.actor_uid).order_by("id")[:50] if entry.request_id else ()
    )
    facts = [
        ("时间", f"{localtime(entry.at):%Y-%m-%d %H:%M:%S}"),
        ("办理人", f"{entry.actor_name}（{ROLES.get(entry.actor_role, entry.actor_role)}）"),
        ("行为", word_of(entry.verb)),
        ("对象", f"{kind_of(entry.object_type)} {entry.object_name}".strip()),
        ("对象编号", entry.object_uid),
        ("辖区", names_of(request.actor).get(entry.region_id, "")),
        ("网络地址", entry.address),
        ("请求编号", entry.request_id),
        ("结果", "成功" if entry.succeeded else "未成功"),
        *((f"内容 · {DETAILS.get(key, key)}", _said(value)) for key, value in entry.detail.items()),
    ]
    context = {
        "entry": entry,
        "word": word_of(entry.verb),
        "facts": [(key, value) for key, value in facts if value not in ("", None, [], {})],
        "seal": Seal.objects.filter(pk=leaf.seal_number).first() if leaf else None,
        "changes": [(change, table_words(change)) for change in changes],
    }
    return render(request, "oversight/entry.html", context)
