from portal.accounts.forms.freeze import FreezeForm
from portal.accounts.forms.own import CodeForm, FirstAdminForm, NewPasswordForm, PasswordForm, SignInForm, StepUpForm
from portal.accounts.forms.users import NewUserForm, UserEditForm, UserImportForm

__all__ = [
    "CodeForm", "FirstAdminForm", "FreezeForm", "NewPasswordForm", "NewUserForm", "PasswordForm", "SignInForm", "StepUpForm", "UserEditForm", "UserImportForm",
]  # fmt: skip
