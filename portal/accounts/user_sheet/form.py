"""The columns of a list of people, and what their cells mean."""

from portal.accounts.enums import GRANTABLE
from portal.lib.sheets import values
from portal.lib.sheets.columns import Field, Form
from portal.lib.sheets.faults import CellFault
from portal.lib.sheets.model import Cell
from portal.lib.text import compact, tidy
from portal.tenancy.enums import Industry

_ROLES = {role.label: role.value for role in GRANTABLE}
_INDUSTRIES = {label: value for value, label in Industry.choices}


def line(limit: int):
    return lambda cell: values.text(cell, limit)


def word(cell: Cell) -> str:
    """An account, a code or a name without spaces; a number reads as it is shown."""
    return compact(values.text(cell, 60))


def role(cell: Cell) -> str:
    text = compact(str(cell))
    if text not in _ROLES:
        raise CellFault("bad_role", value=values.shown(cell), choices="、".join(_ROLES))
    return _ROLES[text]


def industries(cell: Cell) -> list[str]:
    names = [name for name in tidy(str(cell)).replace("，", "、").replace(",", "、").split("、") if name]
    for name in names:
        if name not in _INDUSTRIES:
            raise CellFault("bad_industry", value=values.shown(name), choices="、".join(_INDUSTRIES))
    return [_INDUSTRIES[name] for name in names]


PEOPLE = Form(
    name="人员表",
    keys=("username", "name"),
    serial="serial",
    fields=(
        Field("serial", "序号", ("编号", "No"), parse=lambda cell: cell),
        Field("username", "账号", ("用户名", "登录名", "登录账号"), required=True, parse=lambda cell: word(cell).lower(), weight=2),
        Field("name", "姓名", ("人员姓名", "用户姓名"), required=True, parse=values.person_name),
        Field("role", "角色", ("岗位", "身份", "用户角色"), required=True, parse=role, weight=2),
        Field("organisation", "单位", ("单位名称", "所在单位", "机构", "企业名称", "工作单位"), required=True, parse=line(120)),
        Field("region", "辖区", ("县区", "区划", "所属辖区", "区划代码", "辖区代码"), parse=word),
        Field("industries", "行业", ("主管行业", "行业领域"), parse=industries),
        Field("townships", "乡镇街道", ("乡镇", "街道", "负责乡镇", "负责乡镇街道"), parse=line(200)),
        Field("title", "职务", ("职务名称", "职位"), parse=line(60)),
    ),
    ignored=("手机号", "联系电话", "备注", "身份证号"),
)  # fmt: skip
