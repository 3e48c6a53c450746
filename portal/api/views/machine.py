"""What a machine may ask of itself, and the description of every address."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.accounts.pages import page
from portal.api.signed_view import SignedView


class MeSerializer(serializers.Serializer):
    """The key as the machine that holds it sees it."""

    code = serializers.CharField(help_text="密钥编号")
    name = serializers.CharField(help_text="用途")
    organisation = serializers.CharField(source="organisation.name", help_text="使用单位")
    region = serializers.CharField(source="region.code", help_text="辖区区划代码")
    verbs = serializers.ListField(child=serializers.CharField(), help_text="可办事项")
    projects = serializers.ListField(child=serializers.CharField(), help_text="限定项目；空为辖区内全部")
    expires_at = serializers.DateTimeField(help_text="有效期至")


class ErrorSerializer(serializers.Serializer):
    """Every error."""

    detail = serializers.CharField(help_text="中文说明")
    code = serializers.CharField(help_text="机器可读的原因")


ERRORS = {401: ErrorSerializer, 403: ErrorSerializer, 429: ErrorSerializer}


class Me(SignedView):
    """GET /api/me"""

    verb = "api.me"

    @extend_schema(operation_id="me", summary="密钥自身的信息", description="核对签名、时钟和权限是否正确。", responses={200: MeSerializer, **ERRORS})
    def get(self, request: Request) -> Response:
        return Response(MeSerializer(request.auth).data)


@page("api.docs")
def api_docs(request: HttpRequest) -> HttpResponse:
    """The addresses to read and to try, from files of our own server."""
    return render(request, "api/docs.html", {})


@page("api.docs")
def api_schema(request: HttpRequest) -> HttpResponse:
    """OpenAPI of the addresses for machines."""
    return JsonResponse(SchemaGenerator().get_schema(request=None, public=True))
