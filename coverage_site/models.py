from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who reads and annotates. Our own from the first migration, so that it can grow."""

    @property
    def display_name(self) -> str:
        return self.get_full_name() or self.username
