from django.urls import path

from .views import (
    claims,
    codebook,
    codebook_files,
    history,
    inbox,
    live,
    marking,
    matrix,
    merging,
    pictures,
    reading,
    recoding,
    review,
    talk,
    undoing,
    verdicts,
    versions,
)

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
    path("annotations/<uuid:uid>/comments/", talk.comment, name="comment"),
    path(
        "stories/<slug:slug>/claims/<int:number>/comments/",
        talk.claim_comment,
        name="claim_comment",
    ),
    path(
        "stories/<slug:slug>/claims/<int:number>/verdicts/", verdicts.verdict, name="verdict"
    ),
    path(
        "stories/<slug:slug>/claims/<int:number>/merge/", merging.claim_merge, name="claim_merge"
    ),
    path(
        "stories/<slug:slug>/claims/<int:number>/split/", merging.claim_split, name="claim_split"
    ),
    path("verdicts/<uuid:uid>/", verdicts.verdict_page, name="verdict_page"),
    path("verdicts/<uuid:uid>/delete/", verdicts.verdict_delete, name="verdict_delete"),
    path("verdicts/<uuid:uid>/comments/", talk.verdict_comment, name="verdict_comment"),
    path("comments/<uuid:uid>/delete/", talk.comment_delete, name="comment_delete"),
    path("comments/<uuid:uid>/restore/", talk.comment_restore, name="comment_restore"),
    path("threads/<uuid:uid>/resolve/", talk.thread_resolve, name="thread_resolve"),
    path("threads/<uuid:uid>/reopen/", talk.thread_reopen, name="thread_reopen"),
    path("stories/<slug:slug>/members/options/", talk.member_options, name="member_options"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.inbox_read, name="inbox_read"),
    path("stories/<slug:slug>/undo/", undoing.undo, name="undo"),
    path("stories/<slug:slug>/redo/", undoing.redo, name="redo"),
    path("stories/<slug:slug>/activity/", history.activity, name="activity"),
    path("stories/<slug:slug>/put-back/", history.put_back, name="put_back"),
    path("annotations/<uuid:uid>/history/", history.history, name="history"),
    path(
        "stories/<slug:slug>/claims/<int:number>/history/",
        history.claim_history,
        name="claim_history",
    ),
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
    path("stories/<slug:slug>/codebook/move/", codebook.tag_move, name="tag_move"),
    path("stories/<slug:slug>/codebook/delete/", codebook.tag_delete, name="tag_delete"),
    path("stories/<slug:slug>/codebook/restore/", codebook.tag_restore, name="tag_restore"),
    path(
        "stories/<slug:slug>/codebook/versions/",
        versions.codebook_versions,
        name="codebook_versions",
    ),
    path(
        "stories/<slug:slug>/codebook/versions/<int:number>/",
        versions.codebook_version,
        name="codebook_version",
    ),
    path("stories/<slug:slug>/codebook/review/", recoding.codebook_review, name="codebook_review"),
    path(
        "stories/<slug:slug>/codebook/export/<slug:kind>/",
        codebook_files.codebook_export,
        name="codebook_export",
    ),
    path(
        "stories/<slug:slug>/codebook/import/",
        codebook_files.codebook_import,
        name="codebook_import",
    ),
]
