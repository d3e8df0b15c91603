"""One shape for every error of the JSON API: {"error": {"code", "message"}}. It never repeats a customer's text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from channels.errors import IntakeError
from data.errors import DataError

CODES = {
    400: ("bad_request", "the request can't be read"),
    401: ("unauthorized", "send a valid token as 'Authorization: Bearer <token>'"),
    404: ("not_found", "there is nothing under this address; see /api/v1/docs"),
    405: ("method_not_allowed", "this address doesn't take this method; see /api/v1/docs"),
    413: ("too_large", "the request body is too long"),
    415: ("unsupported_media_type", "send JSON, with 'Content-Type: application/json'"),
    429: ("too_many_requests", "too many requests; wait as long as Retry-After says"),
    500: ("internal", "something went wrong on our side; the request can be sent again"),
    503: ("busy", "the database is busy; send the request again"),
}


class ErrorDetail(BaseModel):
    """What went wrong: `code` for programs, `message` for people, `fields` where fields are at fault."""

    code: str = Field(description="A stable word for programs.")
    message: str = Field(description="A sentence for people. It may change.")
    fields: list[str] | None = Field(None, description="The fields at fault, if any.")


class ErrorBody(BaseModel):
    """Every error looks like this."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"error": {"code": "empty", "message": "the message is empty", "fields": ["text"]}}]
        }
    )

    error: ErrorDetail


class ApiError(HTTPException):
    """An error with its own code and sentence."""

    def __init__(
        self,
        status: int,
        code: str | None = None,
        message: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        usual = CODES[status]
        super().__init__(status, message or usual[1], dict(headers) if headers else None)
        self.code = code or usual[0]


def answer(
    status: int,
    code: str,
    message: str,
    fields: list[str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An error as a response."""
    detail = ErrorDetail(code=code, message=message, fields=fields)
    return JSONResponse(ErrorBody(error=detail).model_dump(exclude_none=True), status, headers=headers)


async def on_http(_: Request, error: Exception) -> Response:
    """Errors of the framework and our own."""
    assert isinstance(error, HTTPException)
    code, usual = CODES.get(error.status_code, ("error", "the request can't be served"))
    ours = isinstance(error, ApiError) or error.status_code == 413
    return answer(
        error.status_code,
        error.code if isinstance(error, ApiError) else code,
        str(error.detail) if ours else usual,
        headers=error.headers,
    )


async def on_invalid(_: Request, error: Exception) -> Response:
    """Broken JSON is 400; fields that don't fit are 422, by name and reason, without their values."""
    assert isinstance(error, RequestValidationError)
    problems = error.errors()
    if any(problem["type"] == "json_invalid" for problem in problems):
        return answer(400, "broken_json", "the body is not valid JSON")
    reasons = {field_of(problem): str(problem["msg"]) for problem in problems}
    message = "; ".join(f"{field}: {reason}" for field, reason in reasons.items())
    return answer(422, "invalid", message, list(reasons))


async def on_intake(_: Request, error: Exception) -> Response:
    """A text that can't be taken in."""
    assert isinstance(error, IntakeError)
    if error.code == "gone":
        return answer(410, error.code, str(error))
    field = {"contact": "customer.email", "id_taken": "external_id"}.get(error.code, "text")
    return answer(409 if error.code == "id_taken" else 422, error.code, str(error), [field])


async def on_data(_: Request, error: Exception) -> Response:
    """The database couldn't do it now."""
    assert isinstance(error, DataError)
    return answer(503, *CODES[503], headers={"Retry-After": "1"})


async def on_unexpected(_: Request, error: Exception) -> Response:
    """Anything else: say nothing of the inside."""
    return answer(500, *CODES[500])


def field_of(problem: Mapping[str, Any]) -> str:
    """The dotted name of the field a validation problem is about."""
    return ".".join(str(part) for part in problem["loc"] if part != "body") or "body"
