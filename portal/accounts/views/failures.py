"""Pages of failed sign-ins and of forged forms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.locks import door_of


def locked_out(request: HttpRequest, credentials: dict | None = None, *args, **kwargs) -> HttpResponse:
    """Too many wrong passwords from one machine lock the account there for a while."""
    return render(request, "errors/429.html", {"minutes": door_of(request).minutes}, status=429)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is old or foreign: nothing was done, the page must be opened again."""
    return render(request, "errors/403.html", {"reason": "这一页打开得太久，没有提交成功。请返回后刷新再试。"}, status=403)
