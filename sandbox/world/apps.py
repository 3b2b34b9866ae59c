from django.apps import AppConfig


class WorldConfig(AppConfig):
    name = "world"
    label = "world"
    verbose_name = "Sandbox world"
