from enum import Enum

REQUIRED_CODES = {"required", "blank", "null"}
UNIQUE_CODES = {"unique", "unique_for_date", "unique_together"}
# What Django's validators and form fields call their complaints: all "invalid" for the API.
INVALID_CODES = {
    *("invalid", "invalid_choice", "invalid_date", "invalid_extension", "invalid_image", "invalid_list"),
    *("invalid_time", "limit_value", "max_decimal_places", "max_digits", "max_length", "max_value"),
    *("max_whole_digits", "min_length", "min_value", "null_characters_not_allowed", "contradiction"),
    *("empty", "incomplete", "missing", "overflow"),
}


def get_error_code_from_error(error) -> str:
    code = error.code
    if code is None or code in INVALID_CODES:
        return "invalid"
    if code in REQUIRED_CODES:
        return "required"
    if code in UNIQUE_CODES:
        return "unique"
    return code.value if isinstance(code, Enum) else code
