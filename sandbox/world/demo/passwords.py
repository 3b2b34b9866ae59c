from django.contrib.auth.hashers import PBKDF2PasswordHasher


class CheapHasher(PBKDF2PasswordHasher):
    """Django's own hash with few rounds: hundreds of made-up people register within a minute."""

    iterations = 1_000
