"""Which level of government a step belongs to."""

from portal.external.enums import StepKind
from portal.tenancy.enums import RegionLevel
from portal.tenancy.policies import PolicyKey

ASSET_QUERY = "authority.asset_query_level"
KEEPER = "authority.deposit_keeper_level"
LEVEL_OF = {StepKind.ASSET_QUERY: ASSET_QUERY, StepKind.DEPOSIT: KEEPER}
RANK = {RegionLevel.TOWNSHIP: 0, RegionLevel.COUNTY: 1, RegionLevel.ZONE: 1, RegionLevel.CITY: 2, RegionLevel.PROVINCE: 3, RegionLevel.COUNTRY: 4}

AUTHORITY_POLICIES = (
    PolicyKey(
        ASSET_QUERY,
        "查询金融账户、房产、车辆由哪一级批准",
        str,
        "",
        "city",
        "《保障农民工工资支付条例》第40条：设区的市级以上人社部门负责人批准",
        "A",
        meaning="县级只能报批；批准机关不在平台上的，作为外部机关的步骤登记。",
        choices=(("city", "设区的市级"), ("province", "省级")),
    ),
    PolicyKey(
        KEEPER,
        "哪一级管理保证金",
        str,
        "",
        "city",
        "人社部发〔2021〕65号第5条：原则上由地市级人社部门管理，可以升为省级",
        "A",
        meaning="支付通知书、返还确认书由这一级出；不是本级的，作为外部机关的步骤登记。",
        choices=(("county", "县级"), ("city", "地市级"), ("province", "省级")),
    ),
)


def fits_level(key: str, wanted: str, level: str) -> bool:
    """Asset queries are granted by the named level or one above; deposits are kept by exactly the named one."""
    least, has = RANK[RegionLevel(wanted)], RANK[RegionLevel(level)]
    return has == least or (key == ASSET_QUERY and has > least)
