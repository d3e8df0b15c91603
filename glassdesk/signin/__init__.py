"""Signing in and out, on plain pages outside Streamlit.

Passwords are hashed with argon2id; the browser holds a random token in a cookie, the database its SHA-256.
A new account has no password: a one-time link lets its owner choose one.
"""

from glassdesk.signin.passwords import PasswordTooShort, check_password, hash_password
from glassdesk.signin.routes import SignIn
from glassdesk.signin.tokens import COOKIE, digest, new_token

__all__ = [
    "COOKIE",
    "PasswordTooShort",
    "SignIn",
    "check_password",
    "digest",
    "hash_password",
    "new_token",
]
