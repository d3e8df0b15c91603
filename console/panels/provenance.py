"""Where a reply's sentences come from; its use case, who lets it out, and what it took."""

from __future__ import annotations

import streamlit as st

from console.context import parts
from console.markup import literal, plain, tag
from console.texts import say
from console.views import kept_back as reasons
from console.views import provenance
from console.views.work import Work
from data import audit, judging
from data.records import Account


def origins(work: Work, text: str) -> None:
    """The text as it stands in the editor, each sentence with its origin."""
    st.html(provenance.marks_html(provenance.marks(work.draft, text)))


def hold(work: Work, account: Account) -> None:
    """Tell somebody who may not let this reply out, before they have written it."""
    module = parts().desk.module(work.draft)
    if provenance.held(module, account.role):
        st.info(say("provenance.hold", name=literal(module.title)), icon=":material/supervisor_account:")


def kept_back(work: Work) -> None:
    """In one quiet line why this draft wasn't sent by itself. A canary says what the draft says that it copies."""
    judged = judging.of_draft(parts().db, work.canary.draft_id if work.canary else work.draft.id)
    back = judged is not None and judged.verdict == "auto"
    events = audit.events(parts().db, conversation_id=work.conversation.id) if back else []
    if told := reasons.line(judged, events):
        st.html(tag("p", plain(told), classes="gd-quiet"))


def facts_html(work: Work) -> str:
    """The use case and what the draft took, for the end of what stands beside a draft."""
    lines = [provenance.rules(parts().desk.module(work.draft))]
    lines.append(provenance.usage(work.draft.usage, parts().currency))
    return "".join(tag("p", plain(line), classes="gd-quiet") for line in lines if line)
