from django.urls import path

from .views import claims, codebook, live, marking, matrix, pictures, reading, review

app_name = "annotations"

urlpatterns = [
    path("articles/<int:pk>/", reading.article, name="article"),
    path("stories/<slug:slug>/read/", reading.read, name="read"),
    path("stories/<slug:slug>/marks/", reading.changed_marks, name="changed_marks"),
    path("stories/<slug:slug>/live/", live.live, name="live"),
    path("stories/<slug:slug>/changes/", live.changes, name="changes"),
    path("stories/<slug:slug>/here/", live.here, name="here"),
    path("stories/<slug:slug>/people/", live.people, name="people"),
    path("articles/<int:pk>/annotations/new/", marking.annotate, name="annotate"),
    path("annotations/<uuid:uid>/", marking.annotation, name="annotation"),
    path("annotations/<uuid:uid>/edit/", marking.edit, name="edit"),
    path("annotations/<uuid:uid>/delete/", marking.delete, name="delete"),
    path("annotations/<uuid:uid>/restore/", marking.restore, name="restore"),
    path("annotations/<uuid:uid>/comments/", marking.comment, name="comment"),
    path("stories/<slug:slug>/claims/", claims.claims, name="claims"),
    path("stories/<slug:slug>/claims/options/", claims.claim_options, name="claim_options"),
    path("stories/<slug:slug>/claims/<int:number>/", claims.claim, name="claim"),
    path(
        "stories/<slug:slug>/claims/<int:number>/delete/", claims.claim_delete, name="claim_delete"
    ),
    path(
        "stories/<slug:slug>/claims/<int:number>/restore/",
        claims.claim_restore,
        name="claim_restore",
    ),
    path("stories/<slug:slug>/speakers/options/", claims.speaker_options, name="speaker_options"),
    path(
        "stories/<slug:slug>/utterances/options/",
        claims.utterance_options,
        name="utterance_options",
    ),
    path("stories/<slug:slug>/matrix/", matrix.matrix, name="matrix"),
    path("stories/<slug:slug>/pictures/", pictures.pictures, name="pictures"),
    path("stories/<slug:slug>/review/", review.review, name="review"),
    path("stories/<slug:slug>/codebook/", codebook.codebook, name="codebook"),
]
