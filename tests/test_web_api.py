"""The API: the NLGov API Design Rules as far as a linter knows them, what its description promises, and whatever anybody asks."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import readers
import schemathesis
from hypothesis import HealthCheck, given, settings
from readers import application
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks
from starlette.applications import Starlette
from starlette.testclient import TestClient

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Starlette, dict[str, str]]]:
    with readers.house(tmp_path_factory.mktemp("api")) as (engine, keys):
        yield application(engine), keys


@pytest.fixture
def api(house: tuple[Starlette, dict[str, str]]) -> TestClient:
    return TestClient(house[0], base_url="https://testserver", raise_server_exceptions=False)


@pytest.fixture
def description(api: TestClient) -> Any:
    return api.get("/api/v1/openapi.json").json()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("examples", [8, pytest.param(200, marks=pytest.mark.slow)])
def test_whatever_is_asked_the_answer_is_as_described(house: tuple[Starlette, dict[str, str]], mode: GenerationMode, examples: int) -> None:
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", house[0])
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(max_examples=examples, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        def ask(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(checks=CHECKS)

        ask()


def test_the_description_keeps_the_rules_of_the_linter(description: Any) -> None:
    assert description["openapi"].startswith("3.")
    assert description["servers"] == [{"url": "https://testserver/api/v1"}]
    assert {"name", "email", "url"} <= set(description["info"]["contact"])
    assert description["info"]["version"] == "1.0.0"
    for path, operations in description["paths"].items():
        assert re.fullmatch(r"(/[a-z0-9-]+|/\{[a-z][a-zA-Z0-9]*\})+", path), path
        assert set(operations) == {"get"}
        for operation in operations.values():
            assert all(re.fullmatch("[a-z][a-zA-Z0-9]*", p["name"]) for p in operation.get("parameters", []))
            assert "422" not in operation["responses"]
            for status, answer in operation["responses"].items():
                assert "API-Version" in answer["headers"]
                assert set(answer["content"]) == {"application/json" if status == "200" else "application/problem+json"}
    for name, schema in description["components"]["schemas"].items():
        assert re.fullmatch("[A-Z][a-zA-Z0-9]*", name), name
        assert all(re.fullmatch("_?[a-z][a-zA-Z0-9]*", key) for key in schema.get("properties", {}))
    assert {"status", "title", "detail"} <= set(description["components"]["schemas"]["Problem"]["properties"])


@pytest.mark.parametrize("path", ["toezeggingen", "stukken", "agendapunten", "openapi.json"])
def test_every_answer_bears_the_version_and_may_be_read_from_any_site(api: TestClient, path: str) -> None:
    answer = api.get(f"/api/v1/{path}")
    assert answer.status_code == 200
    assert answer.headers["api-version"] == "1.0.0"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize(
    ("path", "status", "errors"),
    [
        ("toezeggingen?status=laat&van=nu&pagina=0", 400, 3),
        ("toezeggingen?x=<script>", 400, 1),
        ("toezeggingen?zoek=%00", 400, 1),
        ("toezeggingen/", 404, 0),
        ("toezeggingen/xyz", 400, 1),
        ("toezeggingen/" + "0" * 16, 404, 0),
        ("stukken/" + "0" * 16, 404, 0),
        ("nergens", 404, 0),
        ("toezeggingen/a%0Ab", 404, 0),
    ],
)
def test_a_fault_is_a_problem_with_every_fault_in_it(api: TestClient, path: str, status: int, errors: int) -> None:
    answer = api.get(f"/api/v1/{path}")
    assert answer.status_code == answer.json()["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"]
    assert answer.json()["detail"]
    assert len(answer.json().get("errors", [])) == errors


def test_it_is_only_to_be_read(api: TestClient) -> None:
    answer = api.post("/api/v1/toezeggingen", json={})
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["allow"] == "GET"


def test_the_pages_of_a_list_are_linked_and_hold_it_all(api: TestClient) -> None:
    address, seen = "/api/v1/toezeggingen?sorteer=-gezegd", []
    while address:
        page = api.get(address).json()
        seen += [t["id"] for t in page["toezeggingen"]]
        address = page["_links"].get("next", {}).get("href", "")
    assert len(seen) == len(set(seen)) == page["aantal"] > 50
    assert page["_links"]["first"]["href"].endswith("?sorteer=-gezegd&pagina=1")


def test_a_commitment_says_what_its_page_says(api: TestClient, house: tuple[Starlette, dict[str, str]]) -> None:
    key = house[1]["moved"]
    told = api.get(f"/api/v1/toezeggingen/{key}").json()
    assert told["status"] == "vertraagd"
    assert told["vertraagd"] is True
    assert told["termijn"]["totEnMet"] == "2026-06-30"
    assert told["oorspronkelijkeTermijn"]["totEnMet"] == "2025-11-06"
    assert told["gevraagdDoor"] == "GroenLinks-PvdA, CDA"
    assert told["bron"]["bladzijde"] == 2
    assert told["_links"]["html"]["href"] == f"https://testserver/toezeggingen/{key}"
