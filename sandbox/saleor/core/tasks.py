from celery import Task
from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string


class RestrictWriterDBTask(Task):
    """A task during which the writer is guarded by settings.CELERY_RESTRICT_WRITER_METHOD.

    An empty setting means that tasks do not run at all: Saleor's behaviour, kept so that a test notices.
    """

    def __call__(self, *args, **kwargs):
        method_path = settings.CELERY_RESTRICT_WRITER_METHOD
        if not method_path:
            return None
        with connections[settings.DATABASE_CONNECTION_DEFAULT_NAME].execute_wrapper(import_string(method_path)):
            return super().__call__(*args, **kwargs)
