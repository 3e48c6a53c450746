"""What was found and asks for a word: who acts there explains it, who supervises judges it."""

from typing import Any

from django.db import models

from wagepay.enums import AnomalyState


class ExplainedRows(models.QuerySet):
    """For querysets of what is explained and judged."""

    def waiting(self) -> Any:
        """Somebody has to say or look at something."""
        return self.filter(state__in=[AnomalyState.OPEN, AnomalyState.EXPLAINED])


class Explained(models.Model):
    """Both words stand with who said them and when; a later judgement replaces an earlier one, and both stay in the trail."""

    state = models.CharField("状态", max_length=10, choices=AnomalyState.choices, default=AnomalyState.OPEN)
    explanation = models.CharField("说明", max_length=400, blank=True)
    explained_by = models.CharField("说明人", max_length=80, blank=True)
    explained_at = models.DateTimeField("说明时间", null=True, blank=True)
    judgement = models.CharField("核实意见", max_length=400, blank=True)
    judged_by = models.CharField("核实人", max_length=80, blank=True)
    judged_at = models.DateTimeField("核实时间", null=True, blank=True)

    class Meta:
        abstract = True
