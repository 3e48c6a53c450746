"""Pages of failed sign-ins and of forged forms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, credentials: dict | None = None, *args, **kwargs) -> HttpResponse:
    """Five wrong passwords from one machine lock the account there for fifteen minutes."""
    return render(request, "errors/429.html", {"minutes": 15}, status=429)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is old or foreign: nothing was done, the page must be opened again."""
    return render(request, "errors/403.html", {"reason": "这一页打开得太久，没有提交成功。请返回后刷新再试。"}, status=403)
