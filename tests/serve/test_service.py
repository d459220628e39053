"""What the mock answers, request by request."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from generator.serve import store
from generator.serve.settings import Failure
from tests.serve.conftest import ORIGIN, Client

ID = "7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11"
ONE = f"/virtualAppointments/{ID}"
PARTICIPANTS = f"{ONE}/participants"
NEW = {"subject": "Check-up", "startDateTime": "2024-05-01T09:00:00Z"}
Serve = Callable[..., Client]


def test_an_example_is_answered_verbatim_with_links_that_lead_here(ask: Client) -> None:
    reply = ask("GET /me/virtualAppointments?$top=2")

    assert (reply.status, reply.headers["content-type"]) == (200, "application/json")
    assert reply.body.startswith(b'{\n  "@odata.context": "http://mock.example/v1.0/$metadata#')
    link = f"{ORIGIN}/v1.0/me/virtualAppointments?$top=2&$skiptoken=X9aQ"
    assert reply.json["@odata.nextLink"] == link


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        (f"GET /me{ONE}", "subject", "Follow-up after surgery"),
        (f"GET {ONE}", "subject", "Follow-up after surgery"),
        (f"GET /users/u1{ONE}?$select=id,intake&$expand=host", "intake", {"formVersion": 7}),
        ("GET /virtualAppointments/delta?$skiptoken=r1p2", "value", [{"status": "booked"}]),
    ],
)
def test_the_example_that_fits_best_is_answered(
    ask: Client, line: str, key: str, value: Any
) -> None:
    def within(part: Any, whole: Any) -> bool:
        if isinstance(part, dict):
            return all(within(it, whole[name]) for name, it in part.items())
        return all(map(within, part, whole)) if isinstance(part, list) else part == whole

    assert within(value, ask(line).json[key])


def test_an_error_is_answered_only_to_the_request_that_shows_it(ask: Client) -> None:
    nobody = "/virtualAppointments/00000000-0000-0000-0000-000000000000"

    assert ask(f"GET {nobody}").json["error"]["code"] == "AppointmentNotFound"
    assert ask("GET /virtualAppointments/another").status == 200


def test_the_body_of_a_request_picks_an_example(ask: Client) -> None:
    body = {"subject": "Dental check", "startDateTime": "2024-04-03T08:00:00+02:00"}

    assert ask("POST /virtualAppointments", body).json["subject"] == "Dental check"


@pytest.mark.parametrize(
    ("line", "status", "media", "body"),
    [
        ("GET /practitioners/$count", 200, "text/plain", b"42"),
        (f"GET /me{ONE}/transcript/$value", 200, "text/vtt", b"WEBVTT"),
        (f"DELETE {ONE}", 204, None, b""),
        (f"HEAD {ONE}", 200, "application/json", b""),
    ],
)
def test_answers_of_all_kinds(
    ask: Client, line: str, status: int, media: str | None, body: bytes
) -> None:
    reply = ask(line)

    assert (reply.status, reply.headers.get("content-type")) == (status, media)
    assert reply.body.startswith(body)


@pytest.mark.parametrize(
    ("line", "status", "message"),
    [
        ("GET /nothing", 404, "No page documents the path '/nothing'"),
        ("PUT /virtualAppointments", 405, "The pages document GET, POST for this path"),
        (
            "GET /practitioners?$select=speciality",
            400,
            "no property 'speciality'; did you mean 'specialty'? (resources/practitioner.md:9)",
        ),
        ("GET /practitioners?$fitler=a", 400, "did you mean '$filter'?"),
        ("GET /practitioners?$expand=x", 400, "(api/practitioner-list.md:9)"),
        ("GET /practitioners?colour=red", 400, "The query option 'colour' is not documented"),
        ("GET /practitioners?$top=many", 400, "$top has to be a number from 0: 'many'"),
        (
            "GET /practitioners/p/findSlots(fromDate=soon,channel='x',atLeast=2)",
            400,
            "fromDate has to be Edm.Date: 'soon' (api/practitioner-findslots.md:35)",
        ),
        ("GET /practitioners/p/findSlots(fromDate=2024-03-21)", 404, "No page documents"),
    ],
)
def test_what_is_wrong_with_an_url(ask: Client, line: str, status: int, message: str) -> None:
    reply = ask(line, client_request_id="mine")

    assert reply.status == status
    assert message in reply.error
    assert reply.headers["client-request-id"] == "mine"
    inner = reply.json["error"]["innerError"]
    assert (inner["client-request-id"], inner["request-id"]) == (
        "mine",
        reply.headers["request-id"],
    )


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        ({**NEW, "subject": 1}, 400, "subject has to be Edm.String: 1 (resources/virtualappoint"),
        ({**NEW, "sbject": "x"}, 400, "no property 'sbject'; did you mean 'subject'?"),
        ({"subject": "x"}, 400, "The member 'startDateTime' is required. (resources/virtualapp"),
        ({**NEW, "settings": {"lobbyBypass": 3}}, 400, "settings.lobbyBypass has to be"),
        ({**NEW, "@odata.type": "#a.b"}, 400, "No type is called '#a.b'."),
        ([], 400, "has to be"),
        (b'{"subject": "x",}', 400, "The body is not JSON: trailing comma (line 1)."),
        (b'{"a": NaN}', 400, "The body is not JSON"),
        (b"[" * 100_000, 400, "nested too deeply"),
        (b"\xff", 400, "The body is not JSON"),
        (b"", 400, "The JSON body 'body' is required."),
    ],
)
def test_what_is_wrong_with_a_body(ask: Client, body: Any, status: int, message: str) -> None:
    reply = ask("POST /virtualAppointments", body)

    assert reply.status == status
    assert message in reply.error


def test_another_media_type_is_415(ask: Client) -> None:
    reply = ask(
        "POST /virtualAppointments", b"a=b", content_type="application/x-www-form-urlencoded"
    )

    assert reply.status == 415
    assert "has to be application/json" in reply.error


def test_parameters_of_an_action_are_checked(ask: Client) -> None:
    line = f"POST {ONE}/cancel"

    assert ask(line, {"reason": "ill"}).status == 204
    misspelled = ask(line, {"resaon": "ill"}).error
    assert "no parameter 'resaon'; did you mean 'reason'? (api/" in misspelled
    assert "notify has to be Edm.Boolean: 'no'" in ask(line, {"reason": "x", "notify": "no"}).error


def test_lax_checks_neither_queries_nor_bodies(serve: Serve) -> None:
    ask = serve(lax=True)

    assert ask("GET /practitioners?colour=red").status == 200
    assert ask("POST /virtualAppointments", {"subject": 1}).status == 201
    assert ask("POST /virtualAppointments", b"{").status == 400


def test_the_examples_of_the_pages_are_never_refused(ask: Client) -> None:
    for endpoint in ask.service.endpoints.every:
        for shown in endpoint.placed:
            request = shown.example.request
            headers = {name.lower().replace("-", "_"): it for name, it in request.headers}
            body = (request.body or "").encode()
            reply = ask(f"{shown.method} {shown.path}?{shown.query}", body, **headers)
            assert reply.status == shown.status, (shown.example.loc, reply.body)


class TestPreferences:
    def test_an_example_by_name(self, ask: Client) -> None:
        reply = ask(f"GET {ONE}", prefer="example=get_virtualappointment_missing")

        assert reply.status == 404
        assert reply.headers["preference-applied"] == 'example="get_virtualappointment_missing"'

    def test_an_unknown_name_lists_those_there_are(self, ask: Client) -> None:
        reply = ask(f"GET {ONE}", prefer="example=nope")

        assert reply.status == 400
        assert "get_virtualappointment_missing, get_virtualappointment" in reply.error

    @pytest.mark.parametrize(
        ("prefer", "status", "wait"),
        [
            ("fail=429", 429, "1"),
            ("fail=429, retry-after=7", 429, "7"),
            ('respond-async, fail="503"; x=y', 503, "1"),
            ("fail=500", 500, None),
            ("fail=200", 200, None),
            ("fail", 200, None),
        ],
    )
    def test_a_failure(self, ask: Client, prefer: str, status: int, wait: str | None) -> None:
        reply = ask(f"GET {ONE}", prefer=prefer)

        assert (reply.status, reply.headers.get("retry-after")) == (status, wait)


def test_failures_by_lot_are_the_same_for_the_same_seed(serve: Serve) -> None:
    def run(seed: int) -> list[int]:
        ask = serve(failures=(Failure(429, 0.2), Failure(503, 0.1)), seed=seed)
        return [ask(f"GET {ONE}").status for _ in range(200)]

    assert run(0) == run(0) != run(1)
    assert 20 < run(0).count(429) < 60
    assert 8 < run(0).count(503) < 35


def pages(ask: Client, line: str, **headers: str) -> list[list[Any]]:
    """The items of each page of a list."""
    found: list[list[Any]] = []
    while line:
        reply = ask(line, **headers)
        assert reply.status == 200, reply.body
        found.append(reply.json["value"])
        link = reply.json.get("@odata.nextLink")
        line = f"GET {link}" if link else ""
    return found


class TestLists:
    def test_all_of_an_example_is_a_page(self, ask: Client) -> None:
        assert [len(page) for page in pages(ask, f"GET {PARTICIPANTS}")] == [2]

    @pytest.mark.parametrize(
        ("query", "options", "headers"),
        [
            ("?$top=1", {}, {}),
            ("", {"page_size": 1}, {}),
            ("", {}, {"prefer": "odata.maxpagesize=1"}),
        ],
    )
    def test_smaller_pages(
        self, serve: Serve, query: str, options: dict[str, int], headers: dict[str, str]
    ) -> None:
        found = pages(serve(**options), f"GET {PARTICIPANTS}{query}", **headers)

        assert [len(page) for page in found] == [1, 1]

    def test_the_page_after_a_documented_link_is_empty(self, ask: Client) -> None:
        assert [len(page) for page in pages(ask, "GET /me/virtualAppointments?$top=2")] == [2, 0]

    def test_count_skip_and_select(self, ask: Client) -> None:
        reply = ask("GET /me/virtualAppointments?$count=true&$skip=1&$select=subject")

        assert reply.json["@odata.count"] == 2
        [item] = reply.json["value"]
        assert item.keys() == {"id", "subject"}

    def test_what_is_selected_and_not_shown_is_made_up(self, ask: Client) -> None:
        assert ask(f"GET {ONE}?$select=tenantId,copayment").json.keys() >= {"tenantId", "copayment"}
        assert "host" in ask(f"GET {ONE}?$expand=host").json

    def test_delta_ends_in_a_link_to_no_changes(self, ask: Client) -> None:
        line = "GET /virtualAppointments/delta?$select=subject"
        first = ask(line).json
        links = [first["@odata.nextLink"]]
        last = ask(f"GET {links[-1]}").json
        again = ask(f"GET {last['@odata.deltaLink']}").json
        for _ in range(3):
            again = ask(f"GET {again['@odata.deltaLink']}").json

        assert again["value"] == []


class TestMemory:
    def test_an_object_lives(self, serve: Serve) -> None:
        ask = serve(stateful=True)
        made = ask("POST /virtualAppointments", NEW).json
        one = f"/virtualAppointments/{made['id']}"

        assert made["subject"] == "Check-up"
        assert ask(f"GET {one}").json == made
        assert made in pages(ask, "GET /virtualAppointments")[0]
        changed = ask(f"PATCH {one}", {"subject": "Later"})
        assert changed.status == 200
        assert ask(f"GET {one}").json == {**made, "subject": "Later"}
        assert ask(f"GET {one}?$select=subject").json == {"id": made["id"], "subject": "Later"}
        assert ask(f"DELETE {one}").status == 204
        assert ask(f"GET {one}").status == 404
        assert ask(f"PATCH {one}", {"subject": "x"}).status == 404
        assert ask(f"GET {one}/participants").status == 404
        listed = [item["id"] for page in pages(ask, "GET /virtualAppointments") for item in page]
        assert made["id"] not in listed

    def test_what_is_documented_can_be_changed_and_removed(self, serve: Serve) -> None:
        ask = serve(stateful=True)
        ask(f"PATCH {ONE}", {"subject": "Other"})

        assert ask(f"GET {ONE}").json["subject"] == "Other"
        ask(f"DELETE {ONE}")
        assert ask(f"GET {ONE}").status == 404

    def test_nothing_is_kept_unless_told(self, ask: Client) -> None:
        ask(f"DELETE {ONE}")

        assert ask(f"GET {ONE}").status == 200

    @pytest.mark.parametrize("bound", [("_MOST_OBJECTS", 2), ("_MOST_BYTES", 800)])
    def test_memory_is_bounded(
        self, serve: Serve, monkeypatch: pytest.MonkeyPatch, bound: tuple[str, int]
    ) -> None:
        monkeypatch.setattr(store, *bound)
        ask = serve(stateful=True)
        made = [ask("POST /virtualAppointments", NEW).json["id"] for _ in range(5)]
        subjects = [ask(f"GET /virtualAppointments/{id_}").json["subject"] for id_ in made]

        assert subjects[0] == subjects[1] != "Check-up"
        assert subjects[-1] == "Check-up"


def test_long_work_can_be_watched_to_its_end(ask: Client) -> None:
    body = {"fromDate": "2024-01-01", "toDate": "2024-03-31", "storageUrl": "https://a.example"}
    reply = ask("POST /virtualAppointments/export", body)
    line = f"GET {reply.headers['location']}"

    assert reply.status == 202
    assert [ask(line).json["status"] for _ in range(3)] == ["running", "succeeded", "succeeded"]


class TestBatch:
    def test_each_request_is_answered(self, ask: Client) -> None:
        requests = [
            {"id": "1", "method": "GET", "url": f"{ONE}?$select=id,subject"},
            {"id": "2", "method": "GET", "url": "/nothing"},
            {"id": "3", "method": "DELETE", "url": ONE, "dependsOn": ["2"]},
            {"id": "4", "method": "GET", "url": "/practitioners/$count", "dependsOn": ["1"]},
            {
                "id": "5",
                "method": "POST",
                "url": "/virtualAppointments",
                "headers": {"Content-Type": "application/json"},
                "body": NEW,
            },
        ]
        reply = ask("POST /$batch", {"requests": requests})
        found = {item["id"]: item for item in reply.json["responses"]}

        assert [found[id_]["status"] for id_ in "12345"] == [200, 404, 424, 200, 201]
        assert found["1"]["body"]["subject"] == "Follow-up after surgery"
        assert found["4"]["body"] == "42"

    @pytest.mark.parametrize(
        ("body", "message"),
        [
            ([], "has a list of requests"),
            ({"requests": [{"id": str(n), "method": "GET", "url": "/"} for n in range(21)]}, "20"),
            ({"requests": [{"id": "1", "method": "GET", "url": "/"}] * 2}, "'id' of its own"),
            ({"requests": [{"id": "1", "url": "/"}]}, "has no 'method'"),
            (
                {"requests": [{"id": "1", "method": "GET", "url": "/", "dependsOn": ["9"]}]},
                "names the ids of earlier ones",
            ),
        ],
    )
    def test_what_is_no_batch(self, ask: Client, body: Any, message: str) -> None:
        reply = ask("POST /$batch", body)

        assert reply.status == 400
        assert message in reply.error

    def test_no_batch_in_a_batch(self, ask: Client) -> None:
        inner = {"id": "1", "method": "POST", "url": "/$batch", "body": {"requests": []}}
        reply = ask("POST /$batch", {"requests": [inner]})

        assert reply.json["responses"][0]["status"] == 400


def test_answers_of_a_batch_are_json(ask: Client) -> None:
    """Whatever the page shows, the batch as a whole can be read."""
    for endpoint in ask.service.endpoints.every:
        if endpoint.method == "GET" and "{" not in endpoint.path:
            request = {"id": "1", "method": "GET", "url": endpoint.path}
            json.loads(ask("POST /$batch", {"requests": [request]}).body)
