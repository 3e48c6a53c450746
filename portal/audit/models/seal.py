"""The chain of seals over the entries; the role portal_audit writes it, the application may only read."""

from django.db import models


class Seal(models.Model):
    """The seal of one batch of entries, joined to the seal before it.

    ``link`` is an open hash that anybody can reckon again up to a printed head; ``mac`` is the same keyed, so that who
    has the database and not the key file cannot make a new chain.
    """

    number = models.BigIntegerField("序号", primary_key=True)
    sealed_at = models.DateTimeField("封存时间")
    entries = models.PositiveIntegerField("条数")
    root = models.BinaryField("默克尔根")
    link = models.BinaryField("链值")
    mac = models.BinaryField("校验码")
    key_number = models.PositiveIntegerField("密钥编号")
    # Ids up to settled_id can belong to no running transaction any more: one of them without a leaf was slipped in.
    settled_id = models.BigIntegerField("已定编号")
    # What the next sealing needs to move settled_id: the ids given out and the transactions begun when this one was made.
    seen_id = models.BigIntegerField("已发编号")
    horizon = models.BigIntegerField("事务界")

    class Meta:
        verbose_name = "封存"
        verbose_name_plural = "封存"
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"第{self.number}号封存"


class Leaf(models.Model):
    """The hash of one sealed entry and its place in its seal."""

    entry_id = models.BigIntegerField("记录", primary_key=True)
    seal_number = models.BigIntegerField("封存序号")
    position = models.PositiveIntegerField("次序")
    hash = models.BinaryField("散列")

    class Meta:
        verbose_name = "封存叶"
        verbose_name_plural = "封存叶"
        ordering = ["seal_number", "position"]
        constraints = [models.UniqueConstraint(fields=["seal_number", "position"], name="leaf_place")]

    def __str__(self) -> str:
        return f"{self.seal_number}/{self.position}"


class DayHead(models.Model):
    """The last link of a day, printed on the bulletins: who holds the paper can tell whether the chain was replaced."""

    day = models.DateField("日期", primary_key=True)
    seal_number = models.BigIntegerField("封存序号")
    link = models.BinaryField("链头")
    entries = models.BigIntegerField("累计条数")

    class Meta:
        verbose_name = "日链头"
        verbose_name_plural = "日链头"
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day} {self.text}"

    @property
    def text(self) -> str:
        """As it is printed: hexadecimal in groups of eight."""
        signs = bytes(self.link).hex()
        return " ".join(signs[i : i + 8] for i in range(0, len(signs), 8))


class Verification(models.Model):
    """One check of the whole chain and what it found."""

    at = models.DateTimeField("核验时间")
    entries = models.BigIntegerField("记录数")
    seals = models.BigIntegerField("封存数")
    link = models.BinaryField("链尾", null=True)
    ok = models.BooleanField("通过")
    first_bad = models.JSONField("第一处异常", null=True)
    seconds = models.DecimalField("用时", max_digits=9, decimal_places=2)

    class Meta:
        verbose_name = "核验"
        verbose_name_plural = "核验"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {'通过' if self.ok else '异常'}"
