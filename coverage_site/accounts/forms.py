"""django-allauth's forms in this site's words: the label says what a field is, nothing in it."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.socialaccount import forms as institution


class Plain:
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = str(field.label or "").capitalize()
            field.widget.attrs.pop("placeholder", None)


class LoginForm(Plain, account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "User name or e-mail address"
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class Named(Plain):
    """A new account: what the name and the address are good for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "User name"
        self.fields["username"].help_text = "The others of a story see you under this name."
        self.fields["email"].label = "E-mail address"
        self.fields["email"].help_text = "You may log in with it, too. It is shown to nobody."


class SignupForm(Named, account.SignupForm):
    pass


class InstitutionSignupForm(Named, institution.SignupForm):
    pass


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    pass


class SetPasswordForm(Plain, account.SetPasswordForm):
    pass


class ReauthenticateForm(Plain, account.ReauthenticateForm):
    pass


class ResetPasswordForm(Plain, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(Plain, account.ResetPasswordKeyForm):
    pass


class CodeForm(Plain, second_factor.AuthenticateForm):
    pass


class CodeAgainForm(Plain, second_factor.ReauthenticateForm):
    pass


class FirstCodeForm(Plain, ActivateTOTPForm):
    pass
