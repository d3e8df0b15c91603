"""The API's documentation as one self-contained page: the usual viewers load their scripts from elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

TEMPLATES = Path(__file__).parent / "templates"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"


def documentation(api: FastAPI) -> None:
    """Add `/docs`: every operation and model of `openapi.json`, without a script."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.filters["type_of"] = type_of
    environment.filters["example_of"] = lambda schema: json.dumps(example_of(schema, models(api)), indent=2)

    @api.get("/docs", include_in_schema=False)
    def docs(_: Request) -> Response:
        page = environment.get_template("docs.html").render(spec=api.openapi(), models=models(api))
        return HTMLResponse(page, headers={"Content-Security-Policy": POLICY})


def models(api: FastAPI) -> dict[str, Any]:
    """The models of the specification by name."""
    schemas: dict[str, Any] = api.openapi()["components"]["schemas"]
    return schemas


def type_of(schema: dict[str, Any]) -> str:
    """A field's type in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " or ".join(type_of(part) for part in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {type_of(schema['items'])}"
    return str(schema.get("format") or schema.get("type") or "any")


def example_of(schema: dict[str, Any], known: dict[str, Any]) -> Any:
    """An example value, put together from the examples of the fields."""
    if "$ref" in schema:
        return example_of(known[type_of(schema)], known)
    if schema.get("examples"):
        return schema["examples"][0]
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], known)
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "object":
        return {name: example_of(part, known) for name, part in schema.get("properties", {}).items()}
    plain: dict[str, Any] = {"string": "text", "integer": 1, "boolean": False, "array": []}
    return plain.get(schema.get("type", ""))
