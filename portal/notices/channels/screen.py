"""The demonstration's way out: nothing leaves the machine, what would be sent stands on the page ``/demo/sms/``."""

from portal.notices.channels.base import GiveUp, Outgoing

# So that a failure can be seen: addresses that end like this are refused as a real gateway refuses a dead number.
DEAD_END = "0000"


class Screen:
    carrier = "演示页面"

    def send(self, message: Outgoing) -> None:
        if message.address.partition("@")[0].endswith(DEAD_END):
            raise GiveUp(f"空号（演示：以 {DEAD_END} 结尾的地址一律按空号处理）")

    def close(self) -> None:
        return None
