"""What people say about the articles: claims, quotations, tags, verdicts, and talk about them."""

from .claims import Claim, Speaker, Utterance
from .codebook import CodebookVersion, Tag, Tagging
from .passages import Annotation, AnnotationIndex, Quotation, Rendering, Verdict
from .talk import Comment, Notice, Presence, Thread

__all__ = [
    "Annotation",
    "AnnotationIndex",
    "Claim",
    "CodebookVersion",
    "Comment",
    "Notice",
    "Presence",
    "Quotation",
    "Rendering",
    "Speaker",
    "Tag",
    "Tagging",
    "Thread",
    "Utterance",
    "Verdict",
]
