"""Messages are one's own."""

from portal.accounts.enums import EVERYONE
from portal.accounts.rights import Words

RIGHTS = {
    "notices.own": EVERYONE,
    # The page exists in the demo only.
    "notices.demo": EVERYONE,
}

WORDS = {
    "notices.own": Words("本人消息", "每个人只看自己的消息"),
    "notices.demo": Words("演示短信", "只在演示环境出现"),
}
