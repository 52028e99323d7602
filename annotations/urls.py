from django.urls import path

from .views import marking, reading

app_name = "annotations"

urlpatterns = [
    path("articles/<int:pk>/", reading.article, name="article"),
    path("stories/<slug:slug>/read/", reading.read, name="read"),
    path("articles/<int:pk>/annotations/new/", marking.annotate, name="annotate"),
    path("annotations/<uuid:uid>/", marking.annotation, name="annotation"),
    path("annotations/<uuid:uid>/edit/", marking.edit, name="edit"),
    path("annotations/<uuid:uid>/delete/", marking.delete, name="delete"),
    path("annotations/<uuid:uid>/restore/", marking.restore, name="restore"),
    path("annotations/<uuid:uid>/comments/", marking.comment, name="comment"),
]
