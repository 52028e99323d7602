"""What people say about the articles: claims, quotations, tags, verdicts, and talk about them;
what the machine proposes, and what is published of it."""

from .claims import Claim, Speaker, Utterance
from .codebook import CodebookVersion, Tag, Tagging
from .gaps import GapHold
from .glosses import Gloss
from .passages import Annotation, AnnotationIndex, Quotation, Rendering, Verdict
from .snapshots import Snapshot
from .suggestions import Decision, EncodedText, Run, SuggestedPassage, Suggestion
from .talk import Comment, Notice, Presence, Thread

__all__ = [
    "Annotation",
    "AnnotationIndex",
    "Claim",
    "CodebookVersion",
    "Comment",
    "Decision",
    "EncodedText",
    "GapHold",
    "Gloss",
    "Notice",
    "Presence",
    "Quotation",
    "Rendering",
    "Run",
    "Snapshot",
    "Speaker",
    "SuggestedPassage",
    "Suggestion",
    "Tag",
    "Tagging",
    "Thread",
    "Utterance",
    "Verdict",
]
