"""Addresses for machines: the projects a key opens."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.signed_view import SignedView
from portal.api.views.machine import ERRORS
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.models import Project

PAGE = 100


class ProjectSerializer(serializers.Serializer):
    """What a machine needs to name a project; no person stands in it."""

    code = serializers.CharField(help_text="项目编号")
    name = serializers.CharField(help_text="名称")
    region = serializers.CharField(source="region.code", help_text="辖区区划代码")
    state = serializers.CharField(help_text="状态")


class ProjectPageSerializer(serializers.Serializer):
    results = ProjectSerializer(many=True)
    next = serializers.CharField(allow_null=True, help_text="下一页从这个项目编号之后开始；没有下一页为 null")


class ProjectList(SignedView):
    """GET /api/projects/"""

    verb = "projects.list"

    @extend_schema(
        operation_id="projects",
        summary="密钥可见的项目",
        description="按编号排列，每页 100 个。",
        parameters=[OpenApiParameter("after", str, description="上一页的 next")],
        responses={200: ProjectPageSerializer, **ERRORS},
    )
    def get(self, request: Request) -> Response:
        after = request.query_params.get("after", "")
        if "\x00" in after:
            raise Refused("after 里有不能识别的字符。", "after")
        rows: QuerySet[Project] = Project.objects.visible_to(request.user).filter(code__gt=after).select_related("region").order_by("code")
        found = list(rows[: PAGE + 1])
        following = found[PAGE - 1].code if len(found) > PAGE else None
        return Response(ProjectPageSerializer({"results": found[:PAGE], "next": following}).data)


def ids_by_code(actor: Actor, codes: list[str]) -> dict[str, int]:
    """Projects of these codes that the actor may see (settings: PORTAL_PROJECT_IDS)."""
    return dict(Project.objects.visible_to(actor).filter(code__in=codes).values_list("code", "pk"))
