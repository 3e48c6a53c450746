"""Kinds of regions, organisations and certainty."""

from django.db import models


class RegionLevel(models.TextChoices):
    COUNTRY = "country", "国家"
    PROVINCE = "province", "省级"
    CITY = "city", "地市级"
    COUNTY = "county", "县级"
    ZONE = "zone", "功能区"
    TOWNSHIP = "township", "乡镇街道"


# The nodes that answer for projects.
ANSWERING = (RegionLevel.COUNTY, RegionLevel.ZONE)


class OrganisationKind(models.TextChoices):
    AUTHORITY = "authority", "机关单位"
    ENTERPRISE = "enterprise", "企业"
    BANK = "bank", "银行"
    EXTERNAL = "external", "平台外机关"
    REGULATOR = "regulator", "金融监管机构"


class RegionChangeKind(models.TextChoices):
    """What happened to a division on a day."""

    ADDED = "added", "设立"
    RENAMED = "renamed", "更名"
    RENUMBERED = "renumbered", "换码"
    MOVED = "moved", "改隶"
    MERGED = "merged", "并入"
    SPLIT = "split", "析出"
    CLOSED = "closed", "撤销"


class Industry(models.TextChoices):
    """The lines of industry that supervise projects (条例7)."""

    HOUSING = "housing", "住房城乡建设"
    TRANSPORT = "transport", "交通运输"
    WATER = "water", "水利"
    ENERGY = "energy", "能源"
    RAILWAY = "railway", "铁路"
    AGRICULTURE = "agriculture", "农业农村"
    EDUCATION = "education", "教育"
    HEALTH = "health", "卫生健康"
    CULTURE = "culture", "文化旅游"
    INDUSTRY = "industry", "工业和信息化"
    URBAN = "urban", "城市管理"
    OTHER = "other", "其他"


class Certainty(models.TextChoices):
    """How sure the source of a figure is."""

    TEXT = "A", "已核对原文"
    MEMORY = "B", "条号待核"
    UNSURE = "C", "待租户核定"
    PLATFORM = "P", "平台建议"
    DEMO = "D", "演示值，非本地规定"
