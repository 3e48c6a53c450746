"""Django REST framework's side of a key: who signed, whether it is fresh and new, what the key may."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from portal.accounts import client
from portal.accounts.rights import may
from portal.api.actors import actor_of
from portal.api.models import ApiCall, ApiKey
from portal.api.signing import KEY, SIGNATURE, TIME, WINDOW, instant_of, is_signed
from portal.tenancy.scope import Actor

MOST_A_MINUTE = 600
USED_EVERY = dt.timedelta(minutes=1)


class SignedKey(BaseAuthentication):
    """``request.user`` becomes the key's actor, ``request.auth`` the key. One sentence for every wrong signature: it tells nothing of the keys."""

    def authenticate(self, request: Request) -> tuple[Actor, ApiKey]:
        at = timezone.now()
        code, time, signature = (request.headers.get(name, "") for name in (KEY, TIME, SIGNATURE))
        instant = instant_of(time)
        if instant is None or not signature:
            raise AuthenticationFailed("请求没有签名，或时间不是 1970 年以来的秒数。", "unsigned")
        if abs(at - instant) > WINDOW:
            raise AuthenticationFailed("请求时间与服务器相差超过 300 秒，请校准时钟。", "stale")
        key = ApiKey.objects.usable(at).filter(code=code).select_related("organisation", "region").first()
        body, path = request._request.body, request._request.get_full_path()
        # A signature under no key costs the same time as one under a wrong key.
        secret = key.secret.plain() if key else "x" * 43
        if not is_signed(secret, signature, request.method, path, time, body) or key is None:
            raise AuthenticationFailed("密钥或签名不对，或密钥已过期、已吊销。", "bad_signature")
        self._check_new(key, bytes.fromhex(signature), at)
        self._note_use(key, client.address(request._request), at)
        return actor_of(key), key

    def _check_new(self, key: ApiKey, signature: bytes, at: dt.datetime) -> None:
        lately = ApiCall.objects.filter(key=key, at__gt=at - dt.timedelta(minutes=1)).count()
        if lately >= MOST_A_MINUTE:
            raise Throttled(wait=60)
        try:
            with transaction.atomic():
                ApiCall.objects.create(key=key, signature=signature, at=at)
        except IntegrityError:
            raise AuthenticationFailed("这个请求已经收到过。重发请用新的时间重新签名。", "replayed") from None

    def _note_use(self, key: ApiKey, address: str, at: dt.datetime) -> None:
        if key.used_at is None or at - key.used_at > USED_EVERY or key.used_from != address:
            ApiKey.objects.filter(pk=key.pk).update(used_at=at, used_from=address)

    def authenticate_header(self, request: Request) -> str:
        return "Portal-HMAC-SHA256"


class HasVerb(BasePermission):
    """The key was given the verb of the view."""

    message = "这个密钥没有办理这一项的权限。"

    def has_permission(self, request: Request, view: object) -> bool:
        return request.auth is not None and may(request.user, view.verb)
