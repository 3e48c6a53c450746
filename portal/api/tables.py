"""Columns of the list of keys."""

import datetime as dt

from django.urls import reverse

from portal.api.grants import label_of
from portal.lib.columns import Column

TONES = {"有效": "ok", "已吊销": "bad", "已过期": ""}


def key_columns(at: dt.datetime) -> tuple[Column, ...]:
    return (
        Column("name", "用途", link=lambda key: reverse("api_key", args=[key.uid]), sub=lambda key: key.code, wide=True),
        Column("organisation.name", "使用单位", wide=True),
        Column("region.name", "辖区", sub=lambda key: f"限 {len(key.projects)} 个项目" if key.projects else "", width=136),
        Column("verbs", "可办事项", value=lambda key: "、".join(label_of(verb) for verb in key.verbs), on_phone=False),
        Column("used_at", "最近使用", kind="instant", sort="used_at", width=152),
        Column("expires_at", "有效期至", kind="instant", sort="expires_at", width=152),
        Column("state", "状态", kind="state", words=lambda key: key.state(at), tone=lambda key: TONES[key.state(at)], corner=True, width=88),
    )
