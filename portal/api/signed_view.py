"""The parent of every address for machines, and how its errors read."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from portal.api.authentication import HasVerb, SignedKey
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor, acting


class SignedView(APIView):
    """Signed, allowed, and answered inside the key's scope. ``verb`` is the room's."""

    authentication_classes = (SignedKey,)
    permission_classes = (HasVerb,)
    verb = ""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        name = request.method.lower()
        if name in self.http_method_names and hasattr(self, name):
            setattr(self, name, _within(request.user, getattr(self, name)))


def _within(actor: Actor, handler: Callable[..., Response]) -> Callable[..., Response]:
    def answered(*args: Any, **kwargs: Any) -> Response:
        with acting(actor):
            return handler(*args, **kwargs)

    return answered


def plain_errors(fault: Exception, context: dict) -> Response | None:
    """Every error as ``{"detail", "code"}`` in Chinese; a refusal of an act is 409."""
    if isinstance(fault, Refused):
        transaction.set_rollback(True)
        return Response({"detail": fault.reason, "code": fault.code}, status=409)
    response = exception_handler(fault, context)
    if response is None or not isinstance(response.data, dict) or "detail" not in response.data:
        return response
    code = getattr(response.data["detail"], "code", "error")
    return Response({"detail": str(response.data["detail"]), "code": code}, status=response.status_code, headers=dict(response.items()))
