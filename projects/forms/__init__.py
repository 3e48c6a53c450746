from projects.forms.acts import (
    AccountForm,
    AgreementForm,
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
    "EmployerForm",
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
