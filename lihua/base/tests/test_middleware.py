"""What stands around every view: refusals by shape, and headers."""

import gzip
import io
import logging

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from lihua.base.middleware import LONGEST_QUERY, SecurityHeaders, content_security_policy

pytestmark = [pytest.mark.urls("lihua.base.tests.urls"), pytest.mark.django_db]


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=False)


@pytest.fixture
def member() -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "x"
    return client


def test_the_policy_is_the_one_that_was_decided():
    assert content_security_policy() == (
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; object-src 'none'; "
        "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    )


def test_pictures_from_a_store_of_ours_are_let_through(settings):
    settings.MEDIA_URL = "https://files.lihua.example/media/"
    assert "img-src 'self' https://files.lihua.example; " in content_security_policy()


def test_pictures_from_a_bucket_are_let_through(settings):
    words = {"access_key": "k", "secret_key": "s", "bucket_name": "files", "endpoint_url": "https://s3.example:9000"}
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {**words, "region_name": "x"}},
    }
    assert "img-src 'self' https://s3.example:9000; " in content_security_policy()


def test_every_answer_carries_the_headers_also_refusals_and_unknown_pages(visitor):
    for address in ("/page", "/nowhere.txt", "/page?a=%00"):
        headers = visitor.get(address, headers={"accept": "application/json"}).headers
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "unsafe-inline" not in headers["Content-Security-Policy"].replace("style-src-attr 'unsafe-inline'", "")


def test_a_village_on_https_says_that_it_stays_there(settings):
    settings.SECURE_HSTS_SECONDS = 3600
    answer = SecurityHeaders(lambda request: __import__("django.http").http.HttpResponse())(RequestFactory().get("/"))
    assert answer.headers["Strict-Transport-Security"] == "max-age=3600"


def test_H041_a_form_can_only_be_sent_to_ourselves(visitor):
    assert "form-action 'self'" in visitor.get("/page").headers["Content-Security-Policy"]
    assert "form-action 'self' app:" in visitor.get("/consent").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "source", ["https://a.example;script-src", "app:,default-src", "https://a.example x", "*", "'unsafe-inline'"]
)
def test_H096_an_app_adds_nothing_to_the_policy_but_its_own_address(source):
    assert content_security_policy(form_action=[source]).endswith("form-action 'self'")


def test_H094_our_pages_are_in_nobodys_frame(visitor):
    headers = visitor.get("/page").headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


def test_H093_what_a_member_sees_is_kept_by_no_cache(visitor, member):
    assert "Cache-Control" not in visitor.get("/page").headers
    assert member.get("/page").headers["Cache-Control"] == "private, no-store"
    assert visitor.get("/page", headers={"authorization": "Bearer x"}).headers["Cache-Control"] == "private, no-store"
    assert member.get("/nowhere/x.css", headers={"accept": "text/css"}).headers["Cache-Control"] == "private, no-store"
    assert member.get("/cached").headers["Cache-Control"] == "max-age=60"


def test_H093_a_cookie_never_stands_on_an_answer_that_is_kept_for_all(visitor):
    answer = visitor.get("/planted")
    assert answer.cookies
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("suffix", ["/x.css", ";.js", "%2f..%2fstatic/a.png", "/"])
def test_H093_a_private_page_does_not_answer_under_a_cacheable_name(member, suffix):
    assert member.get(f"/page{suffix}", headers={"accept": "image/*"}).status_code == 404


def test_H096_a_line_break_never_becomes_a_header(visitor, caplog):
    with caplog.at_level(logging.WARNING):
        answer = visitor.get(
            "/nowhere%0d%0aSet-Cookie:%20a=1", headers={"accept": "text/plain", "user-agent": "x\r\ny"}
        )
    assert "a" not in answer.cookies
    assert all("\r" not in value and "\n" not in value for value in answer.headers.values())
    assert all("\n" not in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("address", ["/page?q=%00", "/page?a=1&b=x%00y", "/pa%00ge", "/page?q=" + "a" * LONGEST_QUERY])
def test_null_bytes_and_endless_queries_are_refused(visitor, address):
    assert visitor.get(address).status_code == 400


def test_a_refusal_is_json_for_apps_and_one_line_in_the_log(visitor, caplog):
    with caplog.at_level(logging.WARNING, logger="lihua.security"):
        answer = visitor.get("/api/v1/reports?q=%00")
    assert answer.json() == {"error": "An address cannot hold a null byte."}
    assert [record.getMessage() for record in caplog.records if record.name == "lihua.security"] == ["request refused"]


class Untouchable(io.RawIOBase):
    """A body that must not be read."""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("the body was read")


def send(client: Client, *, length: object, content_type: str = "application/json", **extra):
    return client.generic(
        "POST", "/body", b"", content_type, **{"wsgi.input": Untouchable(), "CONTENT_LENGTH": str(length), **extra}
    )


def test_H065_a_body_that_is_too_large_is_refused_unread(visitor):
    too_much = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
    assert send(visitor, length=too_much).status_code == 413
    assert send(visitor, length=too_much, content_type="application/x-www-form-urlencoded").status_code == 413
    assert send(visitor, length=10**400).status_code == 413


def test_H065_only_who_is_signed_in_may_send_files_and_not_without_end(visitor, member):
    too_much = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
    form = "multipart/form-data; boundary=x"
    assert send(visitor, length=too_much, content_type=form).status_code == 413
    assert send(member, length=settings.LARGEST_UPLOAD_BYTES + 1, content_type=form).status_code == 413


@pytest.mark.parametrize("length", ["-1", "1e3", "٣", "1,000", "0x10"])
def test_H065_a_length_that_is_no_number_is_refused(visitor, length):
    assert send(visitor, length=length).status_code == 400


def test_H065_a_body_without_a_length_is_refused(visitor):
    assert send(visitor, length="", HTTP_TRANSFER_ENCODING="chunked").status_code == 411


def test_H065_a_body_is_never_read_beyond_what_it_announced(visitor):
    body = io.BytesIO(b"x" * 1000)
    answer = visitor.generic("POST", "/body", b"", "text/plain", **{"wsgi.input": body, "CONTENT_LENGTH": "10"})
    assert answer.content == b"10 bytes"


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate, gzip", "GZIP"])
def test_H066_a_packed_body_is_refused_unread(visitor, encoding):
    length = len(gzip.compress(bytes(10_000)))
    assert send(visitor, length=length, HTTP_CONTENT_ENCODING=encoding).status_code == 415


def test_a_plain_body_passes(visitor):
    answer = visitor.post("/body", b"{}", content_type="application/json", HTTP_CONTENT_ENCODING="identity")
    assert answer.content == b"2 bytes"
