"""What is read: languages, sources, stories, articles and their texts, and the log of changes."""

from .outlets import Language, Source
from .stories import Change, Invitation, Membership, Story
from .texts import Article, ArticleIndex, Credit, Revision, Segment, Upload

__all__ = [
    "Article",
    "ArticleIndex",
    "Change",
    "Credit",
    "Invitation",
    "Language",
    "Membership",
    "Revision",
    "Segment",
    "Source",
    "Story",
    "Upload",
]
