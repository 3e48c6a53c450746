"""Who issues keys to machines, and what a machine may ask of itself."""

from portal.accounts.enums import EVERYONE, Role
from portal.accounts.rights import Words

RIGHTS = {
    "api.keys": (Role.ADMIN,),
    "api.docs": EVERYONE,
    # Given to keys, to no role.
    "api.me": (),
}
GRANTS = {"api.me": "查询密钥自身的信息"}

WORDS = {
    "api.keys": Words("发放和停用接口密钥", "租户管理员对接设备、银行和平台"),
    "api.docs": Words("查看接口文档", "开发对接用，不含业务数据"),
    "api.me": Words("查询密钥自身的信息", "只发给接口密钥，不给人"),
}
