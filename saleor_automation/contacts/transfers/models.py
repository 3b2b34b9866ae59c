"""Files of contacts on their way in and out.

The content lies in rows, not in the shop's file storage: that is often public, and a worker on another machine must
be able to read it. It is deleted with the transfer when expires_at has come.
"""

from django.db import models


class TransferKind(models.TextChoices):
    IMPORT = "import"
    EXPORT = "export"


class TransferState(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Transfer(models.Model):
    """One import or export, and how far it is.

    An import reads its content from next_byte, which stands behind line next_line - 1; both move in the transaction
    that writes the rows before them, so a killed worker loses nothing and repeats nothing. options holds what was asked
    for (reading.ImportOptions, or the filter of an export); total is the number of rows, known once all are read.
    """

    kind = models.CharField(max_length=8, choices=TransferKind.choices)
    state = models.CharField(max_length=16, choices=TransferState.choices, default=TransferState.WAITING)
    file_name = models.CharField(max_length=250, default="")
    options = models.JSONField(default=dict)
    is_dry_run = models.BooleanField(default=False)
    requested_by = models.CharField(max_length=64, default="")
    total_bytes = models.BigIntegerField(default=0)
    next_byte = models.BigIntegerField(default=0)
    next_line = models.IntegerField(default=1)
    total = models.IntegerField(null=True)
    done = models.IntegerField(default=0)
    created = models.IntegerField(default=0)
    updated = models.IntegerField(default=0)
    failed = models.IntegerField(default=0)
    problem = models.TextField(default="")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        indexes = [
            # what a worker takes up next
            models.Index(
                fields=["id"], condition=models.Q(state__in=["waiting", "running"]), name="autom_transfer_open"
            ),
            # what is to be deleted
            models.Index(fields=["expires_at"], name="autom_transfer_expires"),
        ]


class TransferChunk(models.Model):
    """A piece of a transfer's content: UTF-8 text, CHUNK_BYTES long but for the last one."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="chunks", db_index=False)
    number = models.IntegerField()
    data = models.BinaryField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["transfer", "number"], name="autom_transfer_chunk_once")]


class TransferError(models.Model):
    """Why a row of an import was left out; column_name is empty when the whole row is wrong."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="errors", db_index=False)
    line = models.IntegerField()
    column_name = models.CharField(max_length=250, default="")
    value = models.CharField(max_length=250, default="")
    reason = models.TextField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        indexes = [
            # the file of errors, page by page
            models.Index(fields=["transfer", "id"], name="autom_transfer_error_page"),
        ]
