from django.core.exceptions import ValidationError

from ...channel.models import Channel


def validate_channel(channel_slug: str | None, error_class) -> Channel:
    """Return the active channel of the slug; without a slug the only active one.

    Raises ValidationError (missing_channel_slug, not_found, channel_inactive).
    """
    if channel_slug is None:
        active = list(Channel.objects.filter(is_active=True)[:2])
        if len(active) == 1:
            return active[0]
        message = "You need to provide channel slug."
        code = error_class.MISSING_CHANNEL_SLUG.value
        raise ValidationError({"channel": ValidationError(message, code=code)})
    channel = Channel.objects.filter(slug=channel_slug).first()
    if not channel:
        message = f"Channel with '{channel_slug}' slug does not exist."
        raise ValidationError({"channel": ValidationError(message, code=error_class.NOT_FOUND.value)})
    if not channel.is_active:
        message = f"Channel with '{channel_slug}' is inactive."
        raise ValidationError({"channel": ValidationError(message, code=error_class.CHANNEL_INACTIVE.value)})
    return channel
