"""Messages are one's own."""

from portal.accounts.enums import EVERYONE

RIGHTS = {
    "notices.own": EVERYONE,
    # The page exists in the demo only.
    "notices.demo": EVERYONE,
}
