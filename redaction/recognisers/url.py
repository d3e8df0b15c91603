"""Links that lead to a person: profiles on social networks, user pages, and pages named for somebody."""

from __future__ import annotations

import re

from redaction.gazetteers.lists import clear_given
from redaction.recognisers.base import Recogniser, Rule

HOST = r"(?:[a-z]{2,9}://)?(?:[\w-]+\.)+[a-z]{2,12}"
NETWORK = re.compile(
    r"(?<![\w@.-])(?:https?://)?(?:[\w-]+\.){0,2}(?:linkedin|instagram|facebook|fb|twitter|x|tiktok|github|gitlab|xing|pinterest|snapchat|threads"
    r"|strava|flickr|vimeo|soundcloud|behance|mastodon|reddit|twitch|telegram|t|youtube|vk)\.(?:[a-z]{2,8}(?:\.[a-z]{2})?)/(?![\s)])[^\s<>\"',;)]*[\w/]",
    re.I,
)
PROFILE = re.compile(
    rf"(?<![\w@.-]){HOST}/(?:[\w-]+/)*(?:u|user|users|p|in|profil|profile|profiel|profiler|bruger|brukare|people|person|athlete|member|mitglied|medlem"
    rf"|anvandare|about|about-me|om|om-[\w-]+|shops?|lopare|autor|author|personen?|@[\w.-]+)(?![\w-])(?:/[^\s<>\"',;)]*[\w/])?",
    re.I,
)
HANDLE = re.compile(rf"(?<![\w@.-]){HOST}/(?:@|~)[\w.-]*\w", re.I)

ACCOUNT = re.compile(
    r"(?<!\w)(?:insta(?:gram)?|twitter|tiktok|tik tok|telegram|threads|snap(?:chat)?|youtube|twitch|mastodon|bluesky|ig|x)(?!\w)[^\n@]{0,30}(?<![\w@.])(?P<handle>@[A-Za-z_][\w.]{2,29}\w)(?!\w)",
    re.I,
)
ANY_PAGE = re.compile(rf"(?<![\w@.-])(?:{HOST}/|www\.[\w-]+\.)[^\s<>\"',;()]*\w", re.I)


def judge_named(match: re.Match[str]) -> float | None:
    """A page whose path carries a given name or a handle: "/olu.fasanmade", "/sveninge_s"."""
    path = match[0].split("/", 3 if "://" in match[0] else 1)[-1]
    parts = re.split(r"[^\w]|_|\d", path.lower())
    return 0.7 if any(part in clear_given() for part in parts if len(part) > 3) else None


class PersonalUrl(Recogniser):
    """Personal links."""

    TYPE = "URL_PERSONAL"
    RULES = (
        Rule("profile on a social network", NETWORK, 0.9),
        Rule("user page", PROFILE, 0.75),
        Rule("page under a user's handle", HANDLE, 0.85),
        Rule("handle on a network", ACCOUNT, 0.75, group="handle"),
        Rule("page with a name in it", ANY_PAGE, 0.7, judge_named),
    )
