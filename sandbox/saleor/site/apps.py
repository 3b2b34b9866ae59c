from django.apps import AppConfig
from django.db.models.signals import post_migrate


def create_site_settings(using, **_kwargs):
    """Give the current Site its settings row: every shop has exactly one."""
    from django.conf import settings
    from django.contrib.sites.models import Site

    from .models import SiteSettings

    if site := Site.objects.using(using).filter(pk=settings.SITE_ID).first():
        SiteSettings.objects.using(using).get_or_create(site=site)


class SiteAppConfig(AppConfig):
    name = "saleor.site"

    def ready(self):
        post_migrate.connect(create_site_settings, sender=self, dispatch_uid="saleor.site.settings")
