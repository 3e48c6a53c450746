"""Forms of signing in and changing the password."""

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password


class SignInForm(forms.Form):
    username = forms.CharField(label="账号", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}))
    password = forms.CharField(label="密码", max_length=128, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))

    def __init__(self, *args, request=None, **kwargs) -> None:
        self.request = request
        self.user = None
        super().__init__(*args, **kwargs)

    def clean(self) -> dict:
        data = super().clean()
        if data.get("username") and data.get("password"):
            self.user = authenticate(self.request, username=data["username"].strip().lower(), password=data["password"])
            if self.user is None:
                raise forms.ValidationError("账号或密码不对。连续错 5 次，这个账号在本机锁定 15 分钟。", code="invalid")
        return data


class PasswordForm(forms.Form):
    """The old password and twice the new one."""

    old = forms.CharField(label="现在的密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    new = forms.CharField(
        label="新密码",
        strip=False,
        help_text="至少 10 个字符，含大写字母、小写字母、数字、符号中的三种。",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(label="再输一次新密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def __init__(self, *args, user=None, **kwargs) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_old(self) -> str:
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError("现在的密码不对。")
        return self.cleaned_data["old"]

    def clean_new(self) -> str:
        validate_password(self.cleaned_data["new"], self.user)
        return self.cleaned_data["new"]

    def clean(self) -> dict:
        data = super().clean()
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", "两次输入的新密码不一样。")
        return data


class FirstAdminForm(forms.Form):
    """Who the first administrator is; the password rules are checked with the name at hand."""

    username = forms.CharField(
        label="账号", max_length=60, help_text="小写字母和数字，登录时使用。", widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    name = forms.CharField(label="姓名", max_length=60)
    password = forms.CharField(
        label="密码",
        max_length=128,
        strip=False,
        help_text="至少 10 个字符，含大写字母、小写字母、数字、符号中的三种。",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(label="再输一次密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def clean(self) -> dict:
        data = super().clean()
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", "两次输入的密码不一样。")
        return data


class FreezeForm(forms.Form):
    """Which region's data is stopped, why, and whether everybody is signed out."""

    region = forms.ModelChoiceField(label="范围", queryset=None, help_text="包括下级。", empty_label=None)
    reason = forms.CharField(label="原因", min_length=5, max_length=200, widget=forms.Textarea(attrs={"rows": 2}), help_text="写明发现了什么、谁报告的。")
    ends_sessions = forms.BooleanField(label="结束除您以外的所有登录", required=False, initial=True)

    def __init__(self, *args, regions, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions
