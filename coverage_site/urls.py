from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("", include("articles.urls")),
    path("", include("annotations.urls")),
    path("stories/<slug:slug>/", views.story, name="story"),
    path("accounts/", include("coverage_site.accounts.urls")),
]
