"""States of a contractor's request for more labour cost."""

from django.db import models


class RequestState(models.TextChoices):
    """53号文 第十三条: the contractor asks, the owner checks and adds."""

    ASKED = "asked", "待建设单位核准"
    GRANTED = "granted", "已核准"
    REFUSED = "refused", "不同意"
    WITHDRAWN = "withdrawn", "已撤回"
