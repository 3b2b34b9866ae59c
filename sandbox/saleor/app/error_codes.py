from enum import Enum


class AppErrorCode(Enum):
    GRAPHQL_ERROR = "graphql_error"
    INVALID = "invalid"
    INVALID_PERMISSION = "invalid_permission"
    NOT_FOUND = "not_found"
    OUT_OF_SCOPE_PERMISSION = "out_of_scope_permission"
    REQUIRED = "required"
    UNIQUE = "unique"
