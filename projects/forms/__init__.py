from projects.forms.acts import (
    AccountForm,
    AgreementForm,
    BoardForm,
    DepositForm,
    FilingForm,
    InspectorForm,
    LeaveForm,
    PartyForm,
    ResponsibilityForm,
    SiteStateForm,
)
from projects.forms.employers import EmployerForm, InspectionForm
from projects.forms.imports import ImportForm
from projects.forms.project import ProjectForm

__all__ = [
    "AccountForm",
    "AgreementForm",
    "BoardForm",
    "DepositForm",
    "EmployerForm",
    "FilingForm",
    "ImportForm",
    "InspectionForm",
    "InspectorForm",
    "LeaveForm",
    "PartyForm",
    "ProjectForm",
    "ResponsibilityForm",
    "SiteStateForm",
]
