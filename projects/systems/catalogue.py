"""Every element that is judged and every system made of them, each once."""

from projects.systems import deposit, entrusted_payment, further, notice_board, real_name, special_account
from projects.systems.mechanism import Element, Item

FIVE: tuple[Item, ...] = tuple(module.SYSTEM for module in (real_name, special_account, entrusted_payment, deposit, notice_board))
FURTHER: tuple[Item, ...] = further.SYSTEMS
ELEMENTS: tuple[Element, ...] = tuple(
    element for module in (real_name, special_account, entrusted_payment, deposit, notice_board, further) for element in module.ELEMENTS
)
BY_CODE: dict[str, Element] = {element.code: element for element in ELEMENTS}
