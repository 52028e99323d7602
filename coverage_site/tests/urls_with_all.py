"""The site's addresses with those that only settings for e-mail and an institution bring."""

from django.urls import include, path

from coverage_site.accounts import urls
from coverage_site.urls import urlpatterns as usual

urlpatterns = [
    *usual,
    path("accounts/", include(urls.lost_password)),
    path("accounts/", include(urls.institution)),
]
