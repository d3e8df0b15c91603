"""The words just before a number, which tell a telephone number from an order number."""

from __future__ import annotations

import re

#: Words that announce a reference: what follows is a number of ours or of a carrier, not of a person.
REFERENCE = re.compile(
    r"(?:order|ordre|bestell|bestel|auftrag|rechnung|fakt|invoice|factuur|kunde?n?-?\s?(?:nr|nummer|no|num)|customer"
    r"|klantn|kundn|ref(?:erence|erens|erentie|\b)|\bcase|\bsags?\b|sagsn|zaak|ärende|ticket|track|sporing|sändning|zending|sendung"
    r"|paket|pakke|parcel|serial|serie|artikel|article|\bitem|varen|vare\b|model|\bsku|imei|\bean\b|gtin|cvr|kvk|ust|vat\b|btw|org\.?\s?nr"
    r"|versi|firmware|build|\brev\b|poli[csz]|police|booking|bokning|buchung|boeking|reserv|contra[ck]t|vertrag|kontrakt|avtal|aftale"
    r"|claim|schaden|skade|account|konto(?!inhaber)|lidm|medlem|mitglied|member|\bpn\b|\bpo\b|\brma\b|retur|return|retour|melding|frame|lieferschein|frachtbrief|følgesed|följesed|delivery note|consign|subscri|abonn|kassenzettel|probe\b|befund|kiste|\btyp|\bs/n|call id|confirm|grupp|tillv|imei|\bdn\b|\bart\b|\b(?:nr|no|num)\b|korb|kolli|code\b|kode\b|kod\b"
    r"|zähler|måler|meter|giro|voucher|gutschein|gavekort|beleg|bilag|bon\b|kvitt|receipt|part\s?(?:no|num)|teile|charge|batch|\blot\b|parti\b|batterij|aktenz|mandat|dossier|kenmerk"
    r"|ocr|betalings?id|transa|quote|offert|tilbud|angebot|\bid\b)[^\n:;.,?!()]{0,24}[.:#()\s-]{0,6}$",
    re.I,
)
#: Words that announce a telephone number.
PHONE = re.compile(
    r"(?:\btele\w*|\btel\b|\btlf\w*|\bfon\b|mobil\w*|mobiel|\bmob\b|handy|phone|\bcell\w*|\bring\w*|\bcall\w*|bel(?:len)?\b|anruf\w*|landline"
    r"|whatsapp|\bsms\b|\btext\b|fest\w*netz\w*|durchwahl|erreich\w*|bereik\w*|reach\w*|rückruf|rufen|number is|\bnummer (?:is|ist|er|är)|my number"
    r"|mit nummer|mitt nummer|mijn nummer|meine nummer|nås\b|träffas|\bfax\b|\bT\b|\bM\b)\.?[^\n\d.;!?]{0,28}(?:\+?\d[\d ()/-]{5,18}[^\n\d.;!?]{1,24})?$",
    re.I,
)
#: Mailboxes that a firm's post goes to and nobody's own.
ROLE = (
    r"(?:info|support|service|kunde?n?-?service|kundservice|kundeservice|klantenservice|kundtjanst|kundtjänst|customer[._-]?\w*|help(?:desk)?|hallo|hello|hej|contact|kontakt|kontakt"
    r"|orders?|ordrer?|bestell(?:ung(?:en)?)?|bestelling(?:en)?|sales|salg|verkauf|verkoop|shop|butik(?:ken)?|webshop|faktura|fakturor|facture?n|facturen|rechnung(?:en)?|invoices?|billing|accounts?|boghold\w*|ekonomi"
    r"|retour(?:en|e)?|returns?|returer|no-?reply|donotreply|do-not-reply|mail|post|office|team|admin|datenschutz|privacy|dpo|gdpr|versand|lager|versand|marketing|news(?:letter)?|notifications?)"
)
#: A mailbox like that behind a name: the name is a firm's or a department's.
ROLE_MAILBOX = re.compile(rf"(?: ?\([^()\n]{{1,30}}\))?[\"']? ?[<(\[]{ROLE}@", re.I)
#: Between the digits of one number: nothing, a blank, or a line's end with a quotation's mark.
BREAK = r"(?: |\n[> ]{0,4})?"
REACH = 60


def before(text: str, start: int, reach: int = REACH) -> str:
    """Up to `reach` characters before a place, on the same line."""
    window = text[max(0, start - reach) : start]
    return window[window.rfind("\n") + 1 :]


def is_reference(text: str, start: int) -> bool:
    """Whether the words before this place announce an order, case, article or other reference number."""
    return bool(REFERENCE.search(before(text, start)))


def is_phone_label(text: str, start: int) -> bool:
    """Whether the words before this place announce a telephone number; the nearer label decides."""
    line = before(text, start)
    label, reference = PHONE.search(line), REFERENCE.search(line)
    return label is not None and (reference is None or reference.start() <= label.start())


def alone_on_line(text: str, start: int, end: int) -> bool:
    """Whether nothing but punctuation stands beside a span on its line, as in a signature."""
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    rest = text[left:start] + text[end : right if right >= 0 else len(text)]
    return not any(character.isalnum() for character in rest)
