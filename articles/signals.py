"""What other apps may want to hear of. Sent inside the transaction of the change."""

from django.dispatch import Signal

# sender: Article; article: Article, old: Revision, new: Revision, log: Step.
# Whoever keeps anchors into the old text carries them over, or sets them aside for review.
article_corrected = Signal()
