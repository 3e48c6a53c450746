"""The one exception by which an act says no."""


class Refused(Exception):
    """An act is not possible now; the reason is Chinese, says what is wrong and how to mend it.

    ``code`` is the machine-readable name that commands print beside the reason.
    """

    def __init__(self, reason: str, code: str = "refused") -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code
