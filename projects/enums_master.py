"""Codes of the national construction workers' dictionary for a project's master data."""

from django.db import models


class ApprovalLevel(models.TextChoices):
    """立项级别."""

    MINISTRY = "001", "部级"
    PROVINCE = "002", "省级"
    CITY = "003", "地市级"
    COUNTY = "004", "区县级"
    STATE = "005", "国家级"
    OTHER = "006", "其他"


class Scale(models.TextChoices):
    """建设规模."""

    LARGE = "01", "大型"
    MEDIUM = "02", "中型"
    SMALL = "03", "小型"


class Purpose(models.TextChoices):
    """工程用途."""

    HOUSING = "100", "居住建筑"
    HOUSING_SERVICES = "200", "居住建筑配套"
    PUBLIC = "300", "公共建筑"
    OFFICE = "301", "办公建筑"
    TRADE = "302", "商业建筑"
    TOURISM = "303", "旅游建筑"
    SCIENCE = "304", "科教文卫建筑"
    TRANSPORT = "305", "交通运输"
    TELECOM = "306", "通信建筑"
    PUBLIC_SERVICES = "307", "公共建筑配套"
    MIXED = "400", "商住楼"
    FARMING = "500", "农业建筑"
    FARMING_SERVICES = "600", "农业建筑配套"
    INDUSTRY = "700", "工业建筑"
    INDUSTRY_SERVICES = "800", "工业建筑配套"
    WATER_SUPPLY = "010", "给水"
    DRAINAGE = "011", "排水"
    OTHER = "999", "其他"


# 参建单位类型 by our parts; a subcontractor counts as 劳务分包.
PART_CODES = {
    "owner": "008",
    "general_contractor": "009",
    "consortium_member": "009",
    "direct_specialist": "001",
    "subcontractor": "006",
    "supervisor": "007",
    "bank": "012",
}
