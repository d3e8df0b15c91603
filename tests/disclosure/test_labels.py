"""The label for machines says the same as the line for people."""

from __future__ import annotations

import json

import pytest

from disclosure import AUTHORSHIPS, HEADER, DisclosureError, disclose, label


@pytest.mark.parametrize(
    ("authorship", "source", "mode"),
    [
        ("ai", "trainedAlgorithmicMedia", "machine-generated"),
        ("ai_approved", "trainedAlgorithmicMedia", "ai-originated"),
        ("ai_edited", "compositeWithTrainedAlgorithmicMedia", "ai-originated"),
        ("human", "digitalCreation", "none"),
    ],
)
def test_each_authorship_has_its_iptc_source_and_header_mode(authorship, source, mode):
    entries = label(authorship, language="en", reviewed=authorship.startswith("ai_"), message_id="m1")
    assert str(entries["iptcDigitalSourceType"]).endswith("/" + source)
    assert str(entries[HEADER]).startswith(f"mode={mode}")
    assert entries["identifier"] == "m1"


def test_the_header_value_escapes_the_models_name():
    entries = label("ai_edited", language="de", model='my "best" \\ modél', reviewed=True)
    assert entries[HEADER] == (
        'mode=ai-originated, model="my \\"best\\" \\\\ modl", reviewed-by="customer service staff"'
    )


def test_a_persons_label_names_no_model():
    entries = label("human", language="sv", model="some-model", reviewed=True)
    assert "model" not in entries and entries["aiGenerated"] is False and entries[HEADER] == "mode=none"


@pytest.mark.parametrize("authorship", ["ai_approved", "ai_edited"])
def test_a_review_that_did_not_happen_cannot_be_labelled(authorship):
    with pytest.raises(DisclosureError, match="reviewed is False"):
        label(authorship, language="en", reviewed=False)


def test_unknown_authorship_is_labelled_ai():
    assert label("wizard", language="en", reviewed=False)["authorship"] == "ai"


@pytest.mark.parametrize("authorship", AUTHORSHIPS)
def test_a_disclosed_reply_carries_its_label_as_plain_json(authorship):
    result = disclose("Tak.", authorship, "da", "Nordlys Home", "Glim", "Maja")
    assert json.loads(json.dumps(result.label)) == result.label
    assert result.label["authorship"] == authorship and result.label["inLanguage"] == "da"
