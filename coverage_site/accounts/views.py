from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView


class Login(LoginView):
    """Offers to sign up where that would succeed, and nowhere else."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        can_sign_up = get_adapter(self.request).is_open_for_signup(self.request)
        context: dict[str, Any] = super().get_context_data(can_sign_up=can_sign_up, **kwargs)
        return context


login = Login.as_view()
