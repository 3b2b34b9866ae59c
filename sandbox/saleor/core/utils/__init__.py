from urllib.parse import urljoin, urlparse

from django.conf import settings
from django.contrib.sites.models import Site
from django.utils.encoding import iri_to_uri


def get_domain(site: Site | None = None) -> str:
    if settings.PUBLIC_URL:
        return urlparse(settings.PUBLIC_URL).netloc
    return (site or Site.objects.get_current()).domain


def get_public_url(domain: str | None = None) -> str:
    if settings.PUBLIC_URL:
        return settings.PUBLIC_URL
    scheme = "https" if settings.ENABLE_SSL else "http"
    return f"{scheme}://{domain or Site.objects.get_current().domain}"


def build_absolute_uri(location: str, domain: str | None = None) -> str:
    """Return location as an absolute URL of this shop's API; an absolute one stays as it is."""
    return iri_to_uri(urljoin(get_public_url(domain), location))
