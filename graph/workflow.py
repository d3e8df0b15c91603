"""A turn's way from arrival to reply, in the order it travels.

redact → triage → gather → draft → check → policy → review → decision → compose → learn
            ↓                 ↓                                  ↓          ↓
          human ←─────────────┴── nothing to go on               │          └── can't be sent: human
                                          gather ←── redraft ────┤
                                             end ←── rejected ───┘
"""

from __future__ import annotations

from collections.abc import Callable

from langgraph.graph import END, START, StateGraph

from graph.nodes import check, compose, decision, draft, gather, human, learn, policy, redact, review, triage
from graph.parts import Parts
from graph.state import State
from graph.step import Step, step


def build(parts: Parts, ask: Step = review.review) -> StateGraph[State]:
    """The graph, ready to be compiled with a checkpointer. `ask` puts a draft before people and waits for a decision."""
    graph = StateGraph(State)

    graph.add_node("redact", step(redact.redact, parts))
    graph.add_node("triage", step(triage.triage, parts))
    graph.add_node("gather", step(gather.gather, parts))
    graph.add_node("draft", step(draft.draft, parts))
    graph.add_node("check", step(check.check, parts))
    graph.add_node("policy", step(policy.policy, parts))
    graph.add_node("review", ask)
    graph.add_node("decision", step(decision.decision, parts))
    graph.add_node("compose", step(compose.compose, parts))
    graph.add_node("learn", step(learn.learn, parts))
    graph.add_node("human", step(human.human, parts))

    graph.add_edge(START, "redact")
    graph.add_conditional_edges("redact", unless_person("triage"), ["triage", "human"])
    graph.add_conditional_edges("triage", unless_person("gather"), ["gather", "human"])
    graph.add_edge("gather", "draft")
    graph.add_conditional_edges("draft", unless_person("check"), ["check", "human"])
    graph.add_edge("check", "policy")
    graph.add_edge("policy", "review")
    graph.add_conditional_edges("review", once_decided, ["decision", "review"])
    graph.add_conditional_edges("decision", after_decision, ["compose", "gather", END])
    graph.add_conditional_edges("compose", unless_person("learn"), ["learn", "human"])
    graph.add_edge("learn", END)
    graph.add_edge("human", END)
    return graph


def unless_person(node: str) -> Callable[[State], str]:
    """Go on to a node unless a person must answer."""
    return lambda state: "human" if state.get("person") else node


def once_decided(state: State) -> str:
    """On to the decision; an answer that was none is asked for again."""
    return "decision" if state.get("decision_id") else "review"


def after_decision(state: State) -> str:
    """An approval or edit is sent, a redraft is drafted afresh, and everything else ends here."""
    return {"approve": "compose", "edit": "compose", "redraft": "gather"}.get(state["kind"], END)
