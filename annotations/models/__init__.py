"""What people say about the articles: claims, quotations, tags, verdicts, and talk about them;
and what the machine proposes."""

from .claims import Claim, Speaker, Utterance
from .codebook import CodebookVersion, Tag, Tagging
from .glosses import Gloss
from .passages import Annotation, AnnotationIndex, Quotation, Rendering, Verdict
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
    "Gloss",
    "Notice",
    "Presence",
    "Quotation",
    "Rendering",
    "Run",
    "Speaker",
    "SuggestedPassage",
    "Suggestion",
    "Tag",
    "Tagging",
    "Thread",
    "Utterance",
    "Verdict",
]
