from django.urls import path

from .views import blind, imports, members, sources, stories, texts

app_name = "articles"

urlpatterns = [
    path("stories/", stories.stories, name="stories"),
    path("stories/new/", stories.story_new, name="story_new"),
    path("stories/<slug:slug>/edit/", stories.story_edit, name="story_edit"),
    path("stories/<slug:slug>/members/", members.members, name="members"),
    path("stories/<slug:slug>/members/invite/", members.invite, name="invite"),
    path("stories/<slug:slug>/members/revoke/", members.revoke, name="revoke"),
    path("stories/<slug:slug>/blind/", blind.blind, name="blind"),
    path("invitations/<str:token>/", members.join, name="join"),
    path("stories/<slug:slug>/import/", imports.import_articles, name="import"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<slug:slug>/", sources.source, name="source"),
    path("articles/<int:pk>/details/", texts.article_edit, name="article_edit"),
    path("articles/<int:pk>/correct/", texts.correct, name="correct"),
    path("articles/<int:pk>/original/", texts.original, name="original"),
    path("articles/<int:pk>/delete/", texts.delete, name="delete"),
    path("articles/<int:pk>/undelete/", texts.undelete, name="undelete"),
    path("articles/<int:pk>/passages/", texts.passages, name="passages"),
    path("articles/<int:pk>/passages/<int:segment>/strike/", texts.strike, name="strike"),
    path("articles/<int:pk>/passages/<int:segment>/restore/", texts.restore, name="restore"),
]
