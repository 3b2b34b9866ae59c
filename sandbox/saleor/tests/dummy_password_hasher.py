from django.contrib.auth.hashers import BasePasswordHasher
from django.utils.crypto import get_random_string


class DummyHasher(BasePasswordHasher):
    """Keep passwords readable, for speed: tests only. The salt keeps two equal tokens apart, as columns demand."""

    algorithm = "dummy"

    def encode(self, password, *_args):
        return f"{self.algorithm}${get_random_string(8)}${password}"

    def verify(self, password, encoded):
        algorithm, _salt, stored = encoded.split("$", 2)
        return algorithm == self.algorithm and stored == password
