"""Forms of signing in and of one's own password."""

import datetime as dt

from django import forms
from django.contrib.auth import authenticate

from portal.accounts import captcha, passwords
from portal.accounts.locks import door_of
from portal.accounts.models import User


def password_field(label: str, *, known: bool = False, **more) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password" if known else "new-password"})
    return forms.CharField(label=label, max_length=passwords.MAX_LENGTH, strip=False, widget=widget, **more)


class SignInForm(forms.Form):
    """Account and password; after failures a small sum is asked too, and a wrong answer tries no password at all."""

    username = forms.CharField(label="账号", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}))
    password = password_field("密码", known=True)
    answer = forms.CharField(label="", max_length=6, required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}))

    def __init__(self, *args, request=None, **kwargs) -> None:
        self.request = request
        self.user: User | None = None
        self.was_tried = False
        super().__init__(*args, **kwargs)

    @property
    def account(self) -> str:
        return self.data.get("username", "").strip().lower()[:60]

    def clean(self) -> dict:
        data = super().clean()
        if not (data.get("username") and data.get("password")):
            return data
        if captcha.is_asked(self.request, self.account) and not captcha.is_right(self.request, data.get("answer", ""), dt.datetime.now(dt.UTC)):
            self.add_error("answer", "请算一算再填数字。")
            return data
        self.was_tried = True
        self.user = authenticate(self.request, username=self.account, password=data["password"])
        if self.user is None:
            door = door_of(self.request)
            raise forms.ValidationError(f"账号或密码不对。连续错 {door.failures} 次，这个账号在本机锁定 {door.minutes} 分钟。", code="invalid")
        return data

    def ask_again(self, at: dt.datetime) -> None:
        """What the page shows next: a new sum where one is due, else no field for it."""
        if captcha.is_asked(self.request, self.account):
            self["answer"].label = f"先算一道题：{captcha.new_question(self.request, at)}"
        else:
            del self.fields["answer"]


class NewPasswordForm(forms.Form):
    """Twice the new password, under the rules of the person's places."""

    new = password_field("新密码")
    again = password_field("再输一次新密码")

    def __init__(self, *args, user: User, at: dt.datetime, rules: str, **kwargs) -> None:
        self.user, self.at = user, at
        super().__init__(*args, **kwargs)
        self.fields["new"].help_text = rules

    def clean_new(self) -> str:
        passwords.check(self.cleaned_data["new"], self.user, at=self.at)
        return self.cleaned_data["new"]

    def clean(self) -> dict:
        data = super().clean()
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", "两次输入的新密码不一样。")
        return data


class PasswordForm(NewPasswordForm):
    """The old password and twice the new one."""

    old = password_field("现在的密码", known=True)
    field_order = ("old", "new", "again")

    def clean_old(self) -> str:
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError("现在的密码不对。")
        return self.cleaned_data["old"]


class FirstAdminForm(forms.Form):
    """Who the first administrator is; the password rules are checked with the name at hand."""

    username = forms.CharField(
        label="账号", max_length=60, help_text="小写字母和数字，登录时使用。", widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    name = forms.CharField(label="姓名", max_length=60)
    password = password_field("密码")
    again = password_field("再输一次密码")

    def __init__(self, *args, rules: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = rules

    def clean(self) -> dict:
        data = super().clean()
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", "两次输入的密码不一样。")
        return data


class CodeForm(forms.Form):
    """A code of the phone, or one of the paper."""

    code = forms.CharField(
        label="动态码", max_length=20, widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "class": "num", "spellcheck": "false"})
    )


class StepUpForm(forms.Form):
    """The password once more; who has a phone bound may type its code instead."""

    password = password_field("密码", known=True)

    def __init__(self, *args, has_factor: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if has_factor:
            self.fields["password"].label = "密码，或手机上的 6 位动态码"
