"""Two things prove who one is: an official outside the demonstration binds a phone, signs in with it, helps himself with paper, and is suspended."""

import base64
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django_otp.oath import hotp
from playwright.sync_api import Browser, Page, expect

from portal.accounts.enums import Role
from portal.accounts.second_factor import DIGITS, STEP_SECONDS
from tests.interface.serving import serving
from tests.journeys.browsing import DESK, PHONE, House, follow, go, menu, path_of, press
from tests.make import accounts, tenancy

pytestmark = pytest.mark.browser
OFFICIAL, KEEPER = "pd-factor", "yq-keeper"
WRONG = "不对或已用过"


@dataclass
class Phone:
    """The authenticator on somebody's phone: it knows the secret it was told and what time it is."""

    secret: bytes
    last: int = 0

    @classmethod
    def told(cls, page: Page) -> "Phone":
        """The secret is typed from the page; the picture says the same."""
        expect(page.get_by_alt_text("绑定二维码")).to_be_visible()
        page.get_by_text("扫不了，手工输入密钥").click()
        return cls(base64.b32decode(page.locator("details code").inner_text().replace(" ", "")))

    def code(self) -> str:
        """One that was never shown before: the portal takes each once, and the next one half a minute early."""
        self.last = max(int(time.time()) // STEP_SECONDS, self.last + 1)
        return f"{hotp(self.secret, self.last, DIGITS):0{DIGITS}d}"


@pytest.fixture(scope="module")
def place(django_db_setup, django_db_blocker) -> Iterator[str]:
    """A small tenant as in production: whoever works for government needs both."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), serving("_factor") as url:
        patch.setattr(settings, "SECOND_FACTOR_DEMANDED", True)
        tree = tenancy.tree()
        accounts.membership(Role.INSPECTOR, region=tree.county, person=accounts.user(OFFICIAL, "样例监察甲"))
        accounts.membership(Role.ADMIN, region=tree.city, person=accounts.user(KEEPER, "样例管理员"))
        yield url


def window(house: House, who: str, **options: object) -> Page:
    page = house.window(who, **{"viewport": DESK} | options)
    page.goto(f"{house.url}/login/")
    return page


def arrives(page: Page, path: str) -> None:
    page.wait_for_url(lambda address: urlsplit(address).path == path)


def gives_password(page: Page, username: str) -> None:
    page.fill("#id_username", username)
    page.fill("#id_password", accounts.PASSWORD)
    press(page, "登录")


def gives(page: Page, code: str, button: str = "登录") -> None:
    page.fill("#id_code", code)
    press(page, button)


def binds(page: Page, username: str) -> tuple[Phone, list[str]]:
    """From the password to the desk, with a wrong code on the way; the phone and the recovery codes."""
    gives_password(page, username)
    arrives(page, "/login/enrol/")
    phone = Phone.told(page)
    gives(page, "000000", "绑定并登录")
    expect(page.locator("body")).to_contain_text(WRONG)
    gives(page, phone.code(), "绑定并登录")
    expect(page.locator(".p-codes li")).to_have_count(10)
    codes = page.locator(".p-codes li").all_inner_texts()
    assert len(set(codes)) == 10
    follow(page, "收好了，进入平台")
    arrives(page, "/")
    return phone, codes


def signs_out(page: Page, name: str) -> None:
    page.get_by_label(f"{name}，打开菜单").click()
    press(page, "退出登录")
    arrives(page, "/login/")


def is_out(page: Page) -> bool:
    go(page, "/account/sessions/")
    return path_of(page) == "/login/"


def test_an_official_binds_a_phone_signs_in_with_it_once_a_code_and_once_a_recovery_code_until_he_is_suspended(browser: Browser, place: str):
    house = House(browser, place)
    page = window(house, "监察员")
    gives_password(page, OFFICIAL)
    arrives(page, "/login/enrol/")
    assert is_out(page), "the password alone opens nothing"
    go(page, "/login/")
    phone, codes = binds(page, OFFICIAL)

    signs_out(page, "样例监察甲")
    gives_password(page, OFFICIAL)
    arrives(page, "/login/second/")
    used = phone.code()
    gives(page, used)
    arrives(page, "/")

    thief = window(house, "另一台电脑")
    gives_password(thief, OFFICIAL)
    gives(thief, used)
    expect(thief.locator("body")).to_contain_text(WRONG)
    assert is_out(thief), "a code that was used opens no second session"

    other = window(house, "手机浏览器", viewport=PHONE)
    gives_password(other, OFFICIAL)
    gives(other, codes[0])
    arrives(other, "/")
    expect(other.locator("body")).to_contain_text("还剩 9 个")
    signs_out(other, "样例监察甲")
    gives_password(other, OFFICIAL)
    gives(other, codes[0])
    expect(other.locator("body")).to_contain_text(WRONG)
    gives(other, codes[1])
    arrives(other, "/")

    keeper = window(house, "管理员")
    keepers_phone, _ = binds(keeper, KEEPER)
    menu(keeper, "人员账号")
    follow(keeper, "样例监察甲")
    follow(keeper, "停用")
    keeper.fill("#id_password", keepers_phone.code())
    press(keeper, "确认")
    keeper.fill("#id_reason", "调离，账号停用")
    press(keeper, "停用")
    expect(keeper.locator("main")).to_contain_text("已停用")

    assert is_out(page) and is_out(other), "every session of his is over with its next click"
    gives_password(page, OFFICIAL)
    expect(page.locator("body")).to_contain_text("账号或密码不对")
    assert house.faults == []
