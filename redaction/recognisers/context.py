"""The words just before a number, which tell a telephone number from an order number."""

from __future__ import annotations

import re

#: Words that announce a reference: what follows is a number of ours or of a carrier, not of a person.
_REFERENCE = (
    r"(?:(?<![cfv])(?<!\bb)(?<!dis)order|ordre|bestell|bestel|auftrag|rechnung|fakt(?:ur|nr)|invoice|factuur|kunde?n?-?\s?(?:nr|nummer|no|num)|customer"
    r"|klantn|kundn|ref(?:erence|erens|erentie)|\b(?:kunden?-?|order|ordre|int|ext|our|your|pay)?ref\b|\bcase(?!y)|\bsags?\b|sagsn|zaak|ärende|ticket|track|sporing|sändning|zending|sendung"
    r"|paket|pakke|parcel|serial|serie|artikel|article|\bitem|\bvaren|(?<![gr]i)(?<!\bs)vare\b|model|\bsku|imei|\bean\b|gtin|cvr|kvk|\bust\b|\bust-?id|\bvat\b|btw|org\.?\s?nr"
    r"|versi|firmware|build(?!er|ing)|\brev\b|poli[csz]|police|booking|bokning|buchung|boeking|reserv|contra[ck]t(?!or)|vertrag|kontrakt|avtal|aftale"
    r"|claim|schaden|skade|lidm|medlem|mitglied|member|\bpn\b|\bpo\b|\brma\b|melding|frame|lieferschein|frachtbrief|følgesed|följesed|delivery note|consign|subscri|abonn|kassenzettel|probe\b|befund|kiste|\btyp(?!i)|\bs/n|call id|confirm|grupp|tillv|imei|\bdn\b|\bart\b|\b(?:nr|no|num)\b|korb|kolli|(?<!post)(?<!post-)(?<!zip)(?<!zip )code\b|kode\b|kod\b"
    r"|zähler|måler|meter|giro|voucher|gutschein|gavekort|beleg|bilag|(?<!gib)(?<!rib)(?<!\bhes)(?<!\bche)(?<!\ble)bon\b|kvitt|receipt|part\s?(?:no|num)|(?<!vor)(?<!ur)teile(?!n\b)|batch|\blot\b|parti\b|batterij|aktenz|mandat|dossier|kenmerk"
    r"|ocr|betalings?id|transa|quote|offert|tilbud|angebot|\bid\b"
)
#: Words that announce a reference too, but stand before a card as often: "return it to …", "charge …".
_MONEY = r"|return|retur|retour|charge|account(?!ant)|konto(?!inhaber)"
_UP_TO_NUMBER = r")[^\n:;.,?!()]{0,24}[.:#()\s-]{0,6}$"
REFERENCE = re.compile(_REFERENCE + _MONEY + _UP_TO_NUMBER, re.I)
CARD_REFERENCE = re.compile(_REFERENCE + _UP_TO_NUMBER, re.I)
#: Words that announce a telephone number.
PHONE = re.compile(
    r"(?:\btele(?!vi|sk)\w*|\btel\b|\btlf\w*|\bfon\b|(?<!wohn)(?<!play)mobil\w*|mobiel|\bmob\b|handy|(?<!\bi)(?<!head)(?<!ear)(?<!micro)phone|\bcell\w*|\bring\w*|\bcall\w*|\b(?:op|terug|na|aan|door)?bel(?:len)?\b|anruf\w*|landline"
    r"|whatsapp|\bsms\b|\btext\b|fest\w*netz\w*|durchwahl|(?<!öst)erreich\w*|bereik\w*|reach\w*|rückruf|(?<!wider)(?<!\bab)rufen|number is|\bnummer (?:is|ist|er|är)|my number|\bi['’]?m (?:on|at)\b"
    r"|mit nummer|mitt nummer|mijn nummer|meine nummer|nås\b|träffas|\bfax\b|(?<!['’-])\b[TM]\b(?=[.:])|(?:^|[|•·,/][ ]?)(?-i:[TM])[ ]?$)\.?[^\n\d.;!?]{0,28}(?:\+?\d[\d ()/-]{5,18}[^\n\d.;!?]{1,24})?$",
    re.I,
)
#: "The invoice's number is …", "the number is JJD 0099 …": said of numbers of every kind.
OF_ANYTHING = re.compile(r"(?:number|nummer) (?:is|ist|er|är)", re.I)
CARRIER = re.compile(r"(?<![A-Z])[A-Z]{2,4}\d{0,3} $")
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


def is_card_reference(text: str, start: int) -> bool:
    """Whether the words before this place announce a reference, and none that money goes back by."""
    return bool(CARD_REFERENCE.search(before(text, start)))


def is_phone_label(text: str, start: int) -> bool:
    """Whether the words before this place announce a telephone number; the nearer label decides."""
    line = before(text, start)
    label, reference = PHONE.search(line), REFERENCE.search(line)
    if label and OF_ANYTHING.match(label[0]) and (reference or CARRIER.search(line)):
        return False
    return label is not None and (reference is None or reference.start() <= label.start())


def alone_on_line(text: str, start: int, end: int) -> bool:
    """Whether nothing but punctuation stands beside a span on its line, as in a signature."""
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    rest = text[left:start] + text[end : right if right >= 0 else len(text)]
    return not any(character.isalnum() for character in rest)
