"""Who asks, as it is written beside what they changed."""

from .toolkit import ResolveInfo, resolved_user


def source_of(info: ResolveInfo) -> str:
    """Return "app:<id>", "staff:<id>" or "customer:<id>"; "somebody" when nobody is logged in."""
    app = getattr(info.context, "app", None)
    if app is not None:
        return f"app:{app.pk}"
    user = resolved_user(info)
    if user is None:
        return "somebody"
    return f"staff:{user.pk}" if user.is_staff else f"customer:{user.pk}"
