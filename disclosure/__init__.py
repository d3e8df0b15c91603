"""Who wrote this: the words customers read and the labels machines read, per language and authorship."""

from .errors import DisclosureError
from .labels import label
from .lines import AUTHORSHIPS, Authorship, Disclosed, claim_in, disclose, is_disclosed
from .notices import (
    hand_back_notice,
    human_keyword,
    late_person_notice,
    late_reply_notice,
    opening,
    person_joined,
    takeover_notice,
)
from .texts import LANGUAGES
from .vocabulary import HEADER

__all__ = [
    "AUTHORSHIPS",
    "HEADER",
    "LANGUAGES",
    "Authorship",
    "Disclosed",
    "DisclosureError",
    "claim_in",
    "disclose",
    "hand_back_notice",
    "human_keyword",
    "is_disclosed",
    "label",
    "late_person_notice",
    "late_reply_notice",
    "opening",
    "person_joined",
    "takeover_notice",
]
