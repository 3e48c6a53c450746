"""The confirmation page of an act that cannot be undone: GET asks, POST of the same address acts."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def confirm(request: HttpRequest, title: str, *, verb: str, back: str, text: str = "", form: Form | None = None, kind: str = "btn-warnred") -> HttpResponse:
    """Ask ``title`` (a question); ``verb`` is the act's button, ``back`` where “取消” leads. Without a ``verb`` it tells why the act is not possible now.

    A link with ``data-dialog`` to this page opens it in place when there is JavaScript.
    """
    status = 422 if form is not None and form.errors else 200
    return render(request, "confirm.html", {"title": title, "verb": verb, "back": back, "text": text, "form": form, "kind": kind}, status=status)
