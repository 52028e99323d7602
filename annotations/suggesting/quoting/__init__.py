"""How quotations are found: marks, frames, mentions, acts of speech, and who is speaking."""
