"""Fictitious people: names, identity numbers that are never issued, phones and cards of no bank."""

import datetime as dt
import random
from dataclasses import dataclass, field
from itertools import count

from portal.lib.bank_card import luhn
from portal.lib.identity import check_digit

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = "建国军伟强磊洋勇杰涛明超刚平辉鹏华飞波斌宇浩凯健俊帆帅旭宁龙林海山川峰岩松柏春夏秋冬福贵根生长顺有才富来喜满仓铁柱石头玉兰梅花秀英凤琴云霞芳燕丽红娟"
# Counties that do not exist in provinces that send workers: the numbers can be nobody's.
PLACES = ("140399", "140499", "410499", "410399", "510999", "520699", "530699", "610999", "620599", "420399", "340699", "130599")
CARD_PREFIX = "629999"  # no bank's
YOUNGEST, AGES = 18 * 366, 14965  # days
FIRST_PHONE = 1300  # the rosters that ship as files have the numbers before
BANKS = ("工商银行", "农业银行", "中国银行", "建设银行", "邮储银行", "农商银行")
TRADES = ("砌筑工", "钢筋工", "架子工", "混凝土工", "木工", "抹灰工", "防水工", "电焊工", "管道工", "杂工")


@dataclass(frozen=True)
class Person:
    """One worker of the demonstration."""

    name: str
    id_number: str
    phone: str
    card: str
    bank: str
    born_on: dt.date


@dataclass
class Hand:
    """One worker of one site with the days he was there, by month."""

    name: str
    id_number: str
    phone: str
    card: str
    bank: str
    trade: str
    team: str
    rate: int
    entered_on: dt.date
    left_on: dt.date | None = None
    leaves_on: dt.date | None = None  # before the site's end
    contract: str = "有"
    is_registered: bool = True
    fixed_days: int | None = None  # days of the newest closed month, where a payroll file says them
    days: dict[dt.date, list[dt.date]] = field(default_factory=dict)

    def worked(self, month: dt.date) -> int:
        return len(self.days.get(month, ()))


class People:
    """Draws people one after another. A person follows from his serial number, so nobody is drawn twice on any site."""

    def __init__(self, rng: random.Random, on: dt.date, first: int = 0) -> None:
        self.rng, self.on = rng, on
        self._serial = count(first)

    def name(self) -> str:
        given = "".join(self.rng.sample(GIVEN, self.rng.choice((1, 2, 2, 2))))
        return self.rng.choice(SURNAMES) + given

    def person(self) -> Person:
        """A worker between 18 and 59."""
        serial = next(self._serial)
        # Place and birthday together repeat only after 12 × 14 965 people, because 37 divides neither.
        born_on = self.on - dt.timedelta(days=YOUNGEST + serial * 37 % AGES)
        number = id_number(PLACES[serial % len(PLACES)], born_on, male=self.rng.random() < 0.88)
        return Person(self.name(), number, f"13800{FIRST_PHONE + serial:06d}", card(serial), self.rng.choice(BANKS), born_on)


def id_number(place: str, born_on: dt.date, *, male: bool) -> str:
    """An identity number with the right check digit and an order code that is not given out."""
    stem = f"{place}{born_on:%Y%m%d}{'001' if male else '000'}"
    return stem + check_digit(stem)


def card(serial: int) -> str:
    """A card number with the right Luhn digit under a prefix no bank has."""
    stem = f"{CARD_PREFIX}{serial:012d}"
    return next(f"{stem}{digit}" for digit in range(10) if luhn(f"{stem}{digit}"))
