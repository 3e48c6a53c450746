"""How the list of figures is narrowed: by region, day, room, state, certainty and words."""

from functools import cached_property

from django import forms
from django.http import HttpRequest, QueryDict

from portal.lib import clock
from portal.lib.forms import DateField, PlainCharField
from portal.lib.rows import Rows
from portal.policy.lines import DEFAULT, FIXED, INHERITED, OPEN, OWN
from portal.tenancy.enums import Certainty, RegionLevel
from portal.tenancy.models import Region
from portal.tenancy.policies import groups
from portal.tenancy.scope import Actor

SETTABLE = (OPEN, OWN, INHERITED, DEFAULT)
SCOPES = (
    ("", "可以设置的"),
    ("open", "待录入"),
    ("own", "本级已设"),
    ("tenant", "各级已设"),
    ("fixed", "国家规定（不可改）"),
    ("all", "全部"),
)
STATES = {"": SETTABLE, "open": (OPEN,), "own": (OWN,), "tenant": (OWN, INHERITED), "fixed": (FIXED,), "all": (*SETTABLE, FIXED)}


def regions_of(actor: Actor):
    """The nodes whose figures the actor may look at: his own and those below, without townships."""
    return Region.objects.filter(pk__in=actor.scope.read_regions).exclude(level=RegionLevel.TOWNSHIP).order_by("code")


class PolicyFilterForm(forms.Form):
    q = PlainCharField(label="名称、依据或代码", required=False, max_length=60)
    group = forms.ChoiceField(label="类别", required=False)
    scope = forms.ChoiceField(label="范围", required=False, choices=SCOPES)
    certainty = forms.ChoiceField(label="确定度", required=False, choices=(("", "不限"), *Certainty.choices))
    region = forms.ModelChoiceField(label="辖区", required=False, queryset=Region.objects.none(), empty_label="本级")
    on = DateField(label="哪一天", required=False)

    def __init__(self, *args, actor: Actor, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = (("", "不限"), *((prefix, label) for prefix, label in groups().items()))
        self.fields["region"].queryset = regions_of(actor)


class PolicyFilter:
    """Stands where a list page expects a FilterSet."""

    def __init__(self, data: QueryDict | None, queryset: Rows, request: HttpRequest) -> None:
        self.rows, self.is_bound = queryset, data is not None
        self.form = PolicyFilterForm(data, actor=request.actor)

    @property
    def errors(self) -> dict:
        return self.form.errors if self.is_bound else {}

    @cached_property
    def qs(self) -> Rows:
        asked = self.form.cleaned_data if self.is_bound and self.form.is_valid() else {}
        words = asked.get("q", "").casefold()
        states = STATES[asked.get("scope", "")]
        return Rows(
            line
            for line in self.rows
            if line.state in states
            and asked.get("group", "") in ("", line.key.prefix)
            and asked.get("certainty", "") in ("", line.value.certainty)
            and words in f"{line.key.label} {line.key.meaning} {line.value.source} {line.pk} {line.words}".casefold()
        )


def asked_place(request: HttpRequest) -> tuple[Region, object]:
    """The region and the day the list is for: what was asked where it is allowed, else one's own and today."""
    form = PolicyFilterForm(request.GET, actor=request.actor)
    form.is_valid()
    region = form.cleaned_data.get("region") or Region.objects.get(pk=request.actor.region_id)
    return region, form.cleaned_data.get("on") or clock.today()
