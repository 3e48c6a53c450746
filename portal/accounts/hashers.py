"""How a password is hashed where it is no secret."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PublicPasswordHasher(Argon2PasswordHasher):
    """The demonstration's: every account has the one password that its start prints, and hashing it thirty times at full cost is waiting for nothing.

    The same algorithm at a small cost. In production a hash of this cost is computed anew when its owner next signs in.
    """

    time_cost = 1
    memory_cost = 8 * 1024  # KiB
    parallelism = 1
