"""Letters about a special wage account: what it is (for courts), and that it may be closed (for its bank)."""

from portal.documents.kinds import Fact, InstrumentKind
from portal.documents.policies import PARTS, SUGGESTION
from portal.tenancy.policies import PolicyKey

PAYMENT = "保障农民工工资支付条例"
ACCOUNT = "account"  # the fact that bears the whole number
_FACTS = (
    Fact("project", "项目名称"),
    Fact("enterprise", "施工总承包单位"),
    Fact("bank", "开户银行"),
    Fact("account_name", "户名"),
    Fact(ACCOUNT, "账号"),
    Fact("opened_on", "开户日期", "date"),
)
KINDS = (
    InstrumentKind(
        "account_certificate",
        "账户性质证明函",
        "关于{project}\n农民工工资专用账户性质的证明函",
        "account_certificate.txt",
        "bank",
        0,
        (*_FACTS, Fact("frozen", "冻结情况", "long", required=False, help_text="冻结机关、日期、文书号和金额；没有冻结不填")),
        law=f"{PAYMENT}第三十三条",
        statutory=True,
    ),
    InstrumentKind(
        "account_closing_letter",
        "专户销户通知",
        "关于同意撤销{project}\n农民工工资专用账户的函",
        "account_closing_letter.txt",
        "bank",
        0,
        (*_FACTS, Fact("reason", "销户原因"), Fact("notice", "公示起止", help_text="例如 2026年3月1日至2026年3月31日")),
        law=f"{PAYMENT}第二十七条；《工程建设领域农民工工资专用账户管理暂行办法》第九条",
        statutory=True,
    ),
)
POLICIES = (
    *(PolicyKey(f"instruments.addressee.{kind.code}", f"{kind.title}的默认主送", str, "", kind.addressee, SUGGESTION, "P", choices=PARTS) for kind in KINDS),
    *(PolicyKey(f"instruments.reply_days.{kind.code}", f"{kind.title}的回复天数", int, "天", kind.reply_days, SUGGESTION, "P", least=0) for kind in KINDS),
)
