"""What an administrator does with an account that needs a reason: suspend, let in again, end sessions, unlock, reset the second factor."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from portal.accounts.actions.end_sessions import end_sessions, unlock_user
from portal.accounts.actions.remove_second_factor import reset_second_factor
from portal.accounts.actions.suspend_user import resume_user, suspend_user
from portal.accounts.models import User
from portal.accounts.pages import page
from portal.accounts.views.users import find_kept
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.forms import ReasonForm
from portal.lib.trying import tried
from portal.tenancy.scope import Actor


@dataclass(frozen=True)
class Step:
    """The question with the person's name, what follows, the button, the act, what is said afterwards."""

    question: str
    text: str
    verb: str
    act: Callable[[Actor, User, str], Any]
    done: str
    kind: str = "btn-warnred"


STEPS = {
    "suspend": Step(
        "停用{}的账号？", "立即退出所有登录，再也登不进来；办过的事都保留。", "停用",
        lambda actor, user, reason: suspend_user(actor=actor, user=user, reason=reason, at=clock.now()), "账号已停用。",
    ),
    "resume": Step(
        "重新启用{}的账号？", "任职没有变，原密码到期的要先改密码。", "启用",
        lambda actor, user, reason: resume_user(actor=actor, user=user, reason=reason, at=clock.now()), "账号已启用。", "btn-primary",
    ),
    "sessions": Step(
        "结束{}的全部登录？", "他在所有电脑和手机上都要重新登录。", "全部结束",
        lambda actor, user, reason: end_sessions(actor=actor, user=user, reason=reason) or True, "登录已全部结束。",
    ),
    "unlock": Step(
        "解除{}的锁定？", "输错密码的次数清零，可以马上再试。", "解除锁定",
        lambda actor, user, reason: unlock_user(actor=actor, user=user, reason=reason), "已解除锁定。", "btn-primary",
    ),
    "second-factor": Step(
        "重置{}的二次验证？", "手机丢失或更换时用。恢复码作废，登录全部结束，下次登录重新绑定。请先核实是本人提出。", "重置",
        lambda actor, user, reason: reset_second_factor(actor=actor, user=user, reason=reason), "二次验证已重置。",
    ),
}  # fmt: skip


@page("accounts.manage", step_up="rights")
def user_step(request: HttpRequest, uid: str, verb: str) -> HttpResponse:
    """Each asks for a reason, which goes into the trail."""
    user, step = find_kept(request, uid), STEPS.get(verb)
    if step is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    form.fields["reason"].help_text = "写入操作记录。"
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: step.act(request.actor, user, form.cleaned_data["reason"])):
            messages.success(request, step.done)
            return redirect("user", user.uid)
    back = reverse("user", args=[user.uid])
    return confirm(request, step.question.format(user.name), text=step.text, verb=step.verb, back=back, form=form, kind=step.kind)
