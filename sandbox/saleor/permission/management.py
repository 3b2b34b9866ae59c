from django.apps import apps as global_apps
from django.contrib.contenttypes.management import create_contenttypes
from django.db import DEFAULT_DB_ALIAS, router


def _permissions_of(model) -> list[tuple[str, str]]:
    options = model._meta
    builtin = [
        (f"{action}_{options.model_name}", f"Can {action} {options.verbose_name_raw}")
        for action in options.default_permissions
    ]
    return [*builtin, *options.permissions]


def create_permissions(app_config, verbosity=2, interactive=True, using=DEFAULT_DB_ALIAS, apps=global_apps, **kwargs):
    """Create the missing Permission rows of an app's models after it was migrated."""
    if not app_config.models_module:
        return
    create_contenttypes(app_config, verbosity=verbosity, interactive=interactive, using=using, apps=apps, **kwargs)
    try:
        app_config = apps.get_app_config(app_config.label)
        content_types = apps.get_model("contenttypes", "ContentType").objects.db_manager(using)
        permission_model = apps.get_model("permission", "Permission")
    except LookupError:
        return  # this migration state is older than one of the two tables
    if not router.allow_migrate_model(using, permission_model):
        return

    wanted = [
        (content_types.get_for_model(model, for_concrete_model=False), codename, name)
        for model in app_config.get_models()
        for codename, name in _permissions_of(model)
    ]
    existing = set(
        permission_model.objects.using(using)
        .filter(content_type__in={content_type for content_type, _, _ in wanted})
        .values_list("content_type", "codename")
    )
    permission_model.objects.using(using).bulk_create(
        permission_model(content_type=content_type, codename=codename, name=name)
        for content_type, codename, name in wanted
        if (content_type.pk, codename) not in existing
    )
