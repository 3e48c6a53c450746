"""Filters of the lists."""

import django_filters as filters
from django.db.models import Q, QuerySet

from portal.notices.enums import ChannelKey, DeliveryState
from portal.notices.kinds import declared
from portal.notices.models import Delivery, Notice, OfficialNotice


def kind_choices() -> list[tuple[str, str]]:
    return sorted(((kind.kind, kind.label) for kind in declared()), key=lambda pair: pair[1])


class DeliveryFilter(filters.FilterSet):
    state = filters.MultipleChoiceFilter(label="状态", choices=DeliveryState.choices)
    channel = filters.ChoiceFilter(label="方式", choices=ChannelKey.choices)
    kind = filters.ChoiceFilter(label="种类", choices=kind_choices)
    created_at = filters.DateFromToRangeFilter(label="写入日期")
    q = filters.CharFilter(label="收件人、标题或失败原因", method="search")

    class Meta:
        model = Delivery
        fields: tuple = ()

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(to_name__icontains=value) | Q(subject__icontains=value) | Q(error__icontains=value))


class OfficialNoticeFilter(filters.FilterSet):
    q = filters.CharFilter(label="标题", field_name="title", lookup_expr="contains")
    sent_at = filters.DateFromToRangeFilter(label="发送日期")

    class Meta:
        model = OfficialNotice
        fields: tuple = ()


class ReceiptFilter(filters.FilterSet):
    read = filters.ChoiceFilter(label="阅读", choices=(("yes", "已读"), ("no", "未读")), method="by_read")
    signed = filters.ChoiceFilter(label="签收", choices=(("yes", "已签收"), ("no", "未签收")), method="by_signed")
    q = filters.CharFilter(label="单位或姓名", method="search")

    class Meta:
        model = Notice
        fields: tuple = ()

    def by_read(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(read_at__isnull=value == "no")

    def by_signed(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(confirmed_at__isnull=value == "no")

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(membership__organisation__name__icontains=value) | Q(membership__user__name__icontains=value))
