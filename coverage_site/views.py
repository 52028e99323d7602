from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, bool]:
    """What every page knows: whether this is the demonstration."""
    from django.conf import settings

    return {"demo": settings.DEMO}
