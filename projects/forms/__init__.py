from projects.forms.acts import (
    AccountForm,
    AgreementForm,
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
from projects.forms.systems import BoardForm, ContactsForm, PrintForm, ProofForm

__all__ = [
    "AccountForm",
    "AgreementForm",
    "BoardForm",
    "ContactsForm",
    "DepositForm",
    "EmployerForm",
    "FilingForm",
    "ImportForm",
    "InspectionForm",
    "InspectorForm",
    "LeaveForm",
    "PartyForm",
    "PrintForm",
    "ProjectForm",
    "ProofForm",
    "ResponsibilityForm",
    "SiteStateForm",
]
