class JobStatus:
    PENDING = "pending"
    SUCCESS = "success"
    FAILED = "failed"
    DELETED = "deleted"

    CHOICES = [(PENDING, "Pending"), (SUCCESS, "Success"), (FAILED, "Failed"), (DELETED, "Deleted")]
