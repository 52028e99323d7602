"""The addresses of django-allauth that this site answers to, and no others.

Those of the last two lists are there only where the settings make them useful.
"""

from allauth.account import views as account
from django.conf import settings
from django.urls import include, path, re_path

from . import views

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("sign-up/", account.signup, name="account_signup"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("second-factor/", include("allauth.mfa.urls")),
]

lost_password = [
    path("password/lost/", account.password_reset, name="account_reset_password"),
    path("password/lost/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/lost/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

institution = [
    path("institution/", include("allauth.socialaccount.urls")),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]

if settings.MAIL_SERVER:
    urlpatterns += lost_password
if settings.INSTITUTION:
    urlpatterns += institution
