"""收尾: the one line from the last day of work to the end of the file, each step judged by what is there."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from portal.lib import show
from portal.tenancy.scope import Actor
from projects.closing_checks import has_pledge, obstacles, owed_words
from projects.deposits.enums import REFUND_OPEN
from projects.enums import ENDED, DepositForm, ProjectState
from projects.enums_accounts import ClosingState, PaperKind
from projects.models import AccountClosing, DepositRefund, Project, SpecialWageAccount, WageSecurityDeposit
from projects.retention import kept_until

DONE, NOW, BLOCKED, LATER = "done", "now", "blocked", "todo"
WORDS = {DONE: "已完成", NOW: "现在办", BLOCKED: "受阻", LATER: "后面办"}


@dataclass
class Step:
    """One step: how far it is, on what that rests, who does it, where it is done."""

    title: str
    law: str
    who: str
    state: str
    text: str
    url: str = ""
    act: str = ""
    doing: str = WORDS[NOW]  # what its being under way is called

    @property
    def words(self) -> str:
        return self.doing if self.state == NOW else WORDS[self.state]

    @property
    def mark(self) -> str:
        return {DONE: "ok", NOW: "yellow", BLOCKED: "x", LATER: "none"}[self.state]


def steps(actor: Actor, project: Project, on: dt.date, at: dt.datetime) -> list[Step]:
    """In order; the first that is neither done nor blocked is the one to do now."""
    owed = owed_words(project, at)
    accounts = list(SpecialWageAccount.objects.visible_to(actor).filter(project=project).select_related("project", "bank"))
    open_ones = [account for account in accounts if account.closed_on is None]
    closings = {row.account_id: row for row in AccountClosing.objects.visible_to(actor).filter(project=project).exclude(state=ClosingState.WITHDRAWN)}
    found = [
        _completed(project),
        _paid(project, owed),
        _published(project, accounts, open_ones, closings, on),
        _pledged(project),
        _settled(project, owed),
        _closed(accounts, open_ones, closings, on, at),
        _refunded(actor, project, on),
        _kept(actor, project, on),
    ]
    first = next((step for step in found if step.state == LATER), None)
    if first is not None:
        first.state = NOW
    return found


def _completed(project: Project) -> Step:
    done = project.state in ENDED
    text = f"{project.completed_on} 完工" if done and project.completed_on else f"现在是“{project.get_state_display()}”，完工后登记完工日期"
    return Step(
        "登记完工",
        "条例第二十八条",
        "施工总承包单位",
        DONE if done else LATER,
        text,
        "" if done else reverse("project_state", args=[project.code, "complete"]),
        "登记完工",
    )


def _paid(project: Project, owed: list[str]) -> Step:
    title, law, who = "结清工资", "条例第十二条、第三十条", "施工总承包单位"
    if owed:
        return Step(title, law, who, BLOCKED, "；".join(owed), reverse("project", args=[project.code]) + "#pay-calendar", "查看发薪月历")
    return Step(title, law, who, DONE if project.state in ENDED else LATER, "没有未办结的案件、仲裁诉讼和没有发清的月份")


def _published(project: Project, accounts: list, open_ones: list, closings: dict, on: dt.date) -> Step:
    title, law, who = "专户销户公示 30 日", "条例第二十七条、53号文第九条", "施工总承包单位"
    if not accounts:
        return Step(title, law, who, DONE, "没有登记专用账户，不用公示")
    waiting = [account for account in open_ones if account.pk not in closings]
    if waiting:
        where = waiting[0]
        return Step(title, law, who, LATER, f"{where}还没有公示", reverse("account_closing", args=[project.code, where.uid]), "登记公示")
    running = [row for row in closings.values() if row.state == ClosingState.PUBLISHED and on <= row.notice_until]
    if running:
        until = max(row.notice_until for row in running)
        return Step(title, law, who, NOW, f"公示中，{until} 期满")
    return Step(title, law, who, DONE, "公示期满")


def _pledged(project: Project) -> Step:
    done = has_pledge(project)
    address = f"{reverse('paper_new', args=[project.code])}?kind={PaperKind.NO_ARREARS}"
    text = "已上传无拖欠承诺书" if done else "打印承诺书，盖章后上传"
    return Step("出具无拖欠承诺书", "53号文第九条", "施工总承包单位", DONE if done else LATER, text, "" if done else address, "上传承诺书")


def _settled(project: Project, owed: list[str]) -> Step:
    title, law, who = "确认工资已结清", "条例第二十八条", "劳动保障监察机构"
    if project.state == ProjectState.SETTLED:
        return Step(title, law, who, DONE, "已确认结清")
    if project.state == ProjectState.COMPLETED_UNSETTLED and not owed:
        return Step(title, law, who, LATER, "完工后由监察机构核对确认", reverse("project_state", args=[project.code, "settle"]), "确认结清")
    return Step(title, law, who, LATER, "完工并结清工资后办理")


def _closed(accounts: list, open_ones: list, closings: dict, on: dt.date, at: dt.datetime) -> Step:
    title, law, who = "专户销户", "条例第二十七条、53号文第九条、第十条", "监察机构、开户银行"
    if not open_ones:
        return Step(title, law, who, DONE, "专用账户已全部销户" if accounts else "没有登记专用账户")
    account = open_ones[0]
    closing = closings.get(account.pk)
    address = account.get_absolute_url()
    if closing is None:
        return Step(title, law, who, LATER, f"{account}公示期满后办理", address, "账户页")
    if closing.state == ClosingState.AGREED:
        return Step(title, law, who, LATER, f"{closing.agreed_on} 已同意，等开户银行销户", address, "登记销户")
    standing = obstacles(closing, on=on, at=at)
    if standing:
        return Step(title, law, who, LATER, "；".join(standing), address, "账户页")
    return Step(title, law, who, LATER, "条件齐全，由监察机构同意后销户", address, "同意销户")


def _refunded(actor: Actor, project: Project, on: dt.date) -> Step:
    title, law, who = "返还工资保证金", "65号文第二十二条", "施工总承包单位、监察机构"
    held = list(WageSecurityDeposit.objects.visible_to(actor).filter(project=project).exclude(form=DepositForm.EXEMPT).order_by("pk"))
    waiting = [row for row in held if row.released_on is None or row.released_on > on]
    if not waiting:
        return Step(title, law, who, DONE, "已返还" if held else "没有存储的保证金")
    refund = DepositRefund.objects.visible_to(actor).filter(deposit__in=waiting, state__in=REFUND_OPEN).order_by("-pk").first()
    if refund is not None:
        text = f"{refund.get_state_display()}，公示到 {refund.announced_until}"
        return Step(title, law, who, LATER, text, reverse("deposit_refund", args=[refund.uid]), "返还办理")
    text = f"{'、'.join(f'{row.get_form_display()} {show.short_money(row.amount)} 元' for row in waiting)}，公示 30 日后申请返还"
    return Step(title, law, who, LATER, text, reverse("deposit", args=[waiting[0].uid]), "发起返还")


def _kept(actor: Actor, project: Project, on: dt.date) -> Step:
    until = kept_until(actor, project)
    text = f"台账、工资表、凭证保存到 {until}，期满前任何人都不能删除" if until else "从完工且工资结清之日起至少三年，之前任何人都不能删除"
    state = DONE if until and on > until else LATER
    return Step("资料保存三年", "条例第十五条、第二十八条", "施工总承包单位、平台", state, text, doing="保存中")
