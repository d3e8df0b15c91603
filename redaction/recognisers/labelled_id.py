"""Identity numbers of any country that their own label announces: passport, identity card, driving licence."""

from __future__ import annotations

import re

from redaction.recognisers.base import Recogniser, Rule

LABEL = (
    r"passport|reisepass|personalausweis|ausweis(?:nummer|-?nr\.?)?|führerschein|paspoort|identiteitskaart|rijbewijs|rijksregister"
    r"|\bpas(?:nr|nummer)(?=\W{1,3}\w{7,10}(?!\w| ?\d))|kørekort|körkort|pass(?:nr|nummer)|national id|id[- ]?card|driving licen[cs]e|identity card|id-kort|legitimation"
    r"|bsn|cpr|personn(?:umme)?r|person-?nr|steuer-?id|sozialversicherungs|rentenversicherungs|versichertenn|\bssn|\bahv|fødselsnummer|ni no|national insurance|\bppsn?\b|\bsa id\b|\bid number|personbeteckning|henkilötunnus|\bsv-?(?:nr|nummer)|\bsvnr"
)
NUMBER = re.compile(
    rf"(?:{LABEL})[^\n\d:]{{0,24}}?[\s:.#-]{{0,4}}(?P<id>(?=[A-Z0-9 .-]{{0,12}}\d[A-Z0-9 .-]{{0,6}}\d)[A-Z0-9](?:[ .-]{{0,3}}[A-Z0-9]){{6,15}})(?![\w])"
)


class LabelledId(Recogniser):
    """An identity number beside the word that says so."""

    TYPE = "NATIONAL_ID"
    RULES = (
        Rule(
            "identity number by its label",
            re.compile(NUMBER.pattern.replace("(?:" + LABEL, "(?i:" + LABEL)),
            0.8,
            group="id",
        ),
    )
