from enum import Enum


class AccountErrorCode(Enum):
    ACCOUNT_NOT_CONFIRMED = "account_not_confirmed"
    CHANNEL_INACTIVE = "channel_inactive"
    DELETE_STAFF_ACCOUNT = "delete_staff_account"
    GRAPHQL_ERROR = "graphql_error"
    INACTIVE = "inactive"
    INVALID = "invalid"
    INVALID_CREDENTIALS = "invalid_credentials"
    INVALID_PASSWORD = "invalid_password"
    JWT_INVALID_TOKEN = "invalid_token"
    MISSING_CHANNEL_SLUG = "missing_channel_slug"
    NOT_FOUND = "not_found"
    PASSWORD_TOO_SHORT = "password_too_short"
    REQUIRED = "required"
    UNIQUE = "unique"


class PermissionGroupErrorCode(Enum):
    OUT_OF_SCOPE_PERMISSION = "out_of_scope_permission"
    REQUIRED = "required"
    UNIQUE = "unique"
