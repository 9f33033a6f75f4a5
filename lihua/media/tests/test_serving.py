"""Who gets a file, and as what."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.module_loading import import_string

from lihua.media.actions import (
    prepare_now,
    receive,
    remove_profile_picture,
    set_profile_picture,
)
from lihua.media.models import Asset
from lihua.media.rules import Refused
from lihua.media.tests import drawing

JSON = {"accept": "application/json"}


@pytest.fixture
def real_asset(db):
    def make(owner):
        return prepare_now(receive(owner, drawing.upload(drawing.saved(drawing.four_corners(300, 200)))))

    return make


@pytest.fixture
def note(real_asset):
    def make(author, **words):
        asset = real_asset(author)
        return import_string("lihua.works.actions.submit")(
            author, kind="note", body="Mira", asset_ids=[asset.pk], **words
        )

    return make


def address_of(work):
    return work.pictures.get().asset.largest.url


def test_a_picture_of_a_public_note_is_anybodys_to_keep(ana, note, client):
    answer = client.get(address_of(note(ana)))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"].startswith('inline; filename="lihua-')
    assert int(answer["Content-Length"]) == len(answer.content) > 0
    assert "Vary" not in answer
    assert "Set-Cookie" not in answer


def test_the_address_in_pages_is_the_route(ana, real_asset):
    asset = real_asset(ana)
    assert asset.largest.url == reverse("media:file", args=[asset.largest.key])


def test_a_public_picture_costs_one_query_once_it_is_known(ana, note, client, django_assert_num_queries):
    address = address_of(note(ana))
    client.get(address)
    with django_assert_num_queries(1):
        client.get(address)


def test_H052_files_are_served_as_what_we_made_of_them_never_as_what_came(ana, note, client):
    work = note(ana)
    for rendition in work.pictures.get().asset.made:
        answer = client.get(rendition.url)
        assert answer["Content-Type"] in {"image/avif", "image/webp"}
        assert answer["X-Content-Type-Options"] == "nosniff"


TRICKS = [
    "../secret.key", "..%2fsecret.key", "%2e%2e/secret.key", "..%5csecret.key", "/etc/passwd", "//etc/passwd", "%00",
    "x%00.webp", "․․/secret.key", "%c0%ae%c0%ae/secret.key", "....//secret.key", "incoming/", "", "a" * 5000,
    "lihua.sqlite3", "%E2%80%A4%E2%80%A4/", "..;/secret.key", "\\..\\secret.key",
]  # fmt: skip


@pytest.mark.parametrize("trick", TRICKS)
def test_H064_nothing_but_an_exact_key_finds_a_file(ana, client, trick):
    assert client.get(f"/media/{trick}").status_code in {400, 404}


def test_H064_an_upload_that_is_not_prepared_cannot_be_fetched(ana, signed_in):
    asset = receive(ana, drawing.upload(drawing.saved(drawing.four_corners())))
    assert default_storage.exists(asset.source_key)
    assert signed_in(ana).get(f"/media/{asset.source_key}").status_code == 404


def test_H070_every_file_of_a_note_for_followers_asks_the_note(ana, bo, eve, note, client, signed_in):
    import_string("lihua.people.actions.follow")(bo, ana)
    work = note(ana, visibility="followers")
    for rendition in work.pictures.get().asset.made:
        assert client.get(rendition.url).status_code == 404
        assert signed_in(eve).get(rendition.url).status_code == 404
        answer = signed_in(bo).get(rendition.url)
        assert answer.status_code == 200
        assert answer["Cache-Control"].startswith("private")
        assert signed_in(ana).get(rendition.url).status_code == 200


def test_H070_the_address_is_of_no_use_once_the_note_is_withdrawn(ana, bo, note, client, signed_in):
    work = note(ana)
    address = address_of(work)
    assert client.get(address).status_code == 200
    import_string("lihua.works.actions.withdrawing.withdraw")(work, by=ana)
    assert client.get(address).status_code == 404
    assert signed_in(bo).get(address).status_code == 404


def test_H070_a_follower_who_left_does_not_get_the_file_again(ana, bo, note, signed_in):
    import_string("lihua.people.actions.follow")(bo, ana)
    address = address_of(note(ana, visibility="followers"))
    browser = signed_in(bo)
    assert browser.get(address).status_code == 200
    import_string("lihua.people.actions.unfollow")(bo, ana)
    assert browser.get(address).status_code == 404


def test_H070_the_blocked_do_not_get_what_followers_get(ana, cleo, note, signed_in):
    assert signed_in(cleo).get(address_of(note(ana, visibility="followers"))).status_code == 404


def test_H070_keys_cannot_be_guessed_from_one_another(ana, real_asset):
    one, two = real_asset(ana), real_asset(ana)
    assert one.token != two.token
    assert len(one.token) == 32
    assert str(one.pk) not in one.largest.key


def test_what_nothing_shows_yet_is_its_owners_alone(ana, bo, mod, real_asset, client, signed_in):
    address = real_asset(ana).largest.url
    assert client.get(address).status_code == signed_in(bo).get(address).status_code == 404
    assert signed_in(ana).get(address).status_code == 200


def test_H076_a_moderator_is_a_stranger_to_what_nobody_reported(ana, mod, note, signed_in):
    assert signed_in(mod).get(address_of(note(ana, visibility="followers"))).status_code == 404


def test_in_a_bucket_the_address_is_signed_for_five_minutes(ana, note, client, monkeypatch):
    work = note(ana)
    monkeypatch.setattr("lihua.media.serving._is_folder", lambda: False)
    monkeypatch.setattr(
        type(default_storage._wrapped), "url", lambda self, key: f"https://bucket.example/{key}?signature=x"
    )
    answer = client.get(address_of(work))
    assert answer.status_code == 302
    assert answer["Location"].startswith("https://bucket.example/")
    assert answer["Cache-Control"] == "private, max-age=240"


def test_a_profile_picture_is_square_and_the_old_one_goes(ana, client, django_capture_on_commit_callbacks):
    picture = drawing.saved(drawing.four_corners(300, 200))
    with django_capture_on_commit_callbacks(execute=True):
        first = set_profile_picture(ana, drawing.upload(picture), "picture")
    ana.refresh_from_db()
    assert ana.picture == first
    assert client.get(f"/media/{first}")["Cache-Control"].startswith("public")
    assert client.get(f"/media/{first.replace('240.', '96.')}").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        second = set_profile_picture(ana, drawing.upload(picture), "picture")
    assert not default_storage.exists(first)
    with django_capture_on_commit_callbacks(execute=True):
        remove_profile_picture(ana, "picture")
    assert not default_storage.exists(second)
    ana.refresh_from_db()
    assert ana.picture == ""


def test_small_places_show_the_small_picture(ana, client):
    from django.template import Context, Template

    set_profile_picture(ana, drawing.upload(drawing.saved(drawing.four_corners())), "picture")
    for size, width in ((28, 96), (96, 240)):
        html = Template("{% avatar person size %}").render(Context({"person": ana, "size": size}))
        address = html.split('src="')[1].split('"')[0]
        assert f"/{width}.webp" in address
        assert client.get(address).status_code == 200


def test_the_picture_of_somebody_suspended_is_gone(ana, client):
    key = set_profile_picture(ana, drawing.upload(drawing.saved(drawing.four_corners())), "header")
    assert client.get(f"/media/{key}").status_code == 200
    import_string("lihua.people.actions.suspend")(ana)
    assert client.get(f"/media/{key}").status_code == 404


def test_a_damaged_profile_picture_is_refused_and_nothing_is_kept(ana):
    with pytest.raises(Refused):
        set_profile_picture(ana, drawing.upload(drawing.png_header(60, 40)), "picture")
    assert not Asset.objects.exists()


def test_a_picture_is_uploaded_described_and_removed(ana, signed_in):
    browser = signed_in(ana)
    picture = drawing.upload(drawing.saved(drawing.four_corners()))
    answer = browser.post("/pictures", {"file": picture}, headers=JSON)
    assert answer.status_code == 201
    facts = answer.json()
    assert facts["state"] == "uploaded"
    asset = prepare_now(Asset.objects.get(pk=facts["id"]))
    facts = browser.get(f"/pictures/{asset.pk}", headers=JSON).json()
    assert facts["state"] == "ready"
    assert facts["preview"].startswith("/media/")
    assert browser.post(f"/pictures/{asset.pk}/alt", {"alt": "Cuatro"}, headers=JSON).json()["alt"] == "Cuatro"
    assert browser.post(f"/pictures/{asset.pk}/remove").status_code == 204
    assert browser.post(f"/pictures/{asset.pk}/remove").status_code == 204
    assert not Asset.objects.exists()


def test_a_refused_upload_says_why_and_what_would_be_accepted(ana, signed_in):
    answer = signed_in(ana).post("/pictures", {"file": drawing.upload(b"%PDF-1.7")}, headers=JSON)
    assert answer.status_code == 422
    assert "PDF" in answer.json()["problem"]
    assert "JPEG" in answer.json()["problem"]


def test_an_upload_without_script_answers_with_a_piece_of_the_page(ana, signed_in):
    picture = drawing.upload(drawing.saved(drawing.four_corners()))
    answer = signed_in(ana).post("/pictures", {"pictures": [picture, drawing.upload(b"nothing", "x.jpg")]})
    assert b'name="asset_ids"' in answer.content
    assert b"x.jpg" in answer.content


def test_uploading_needs_somebody(client):
    assert client.post("/pictures").status_code == 302


@pytest.mark.parametrize(("method", "path"), [("get", ""), ("post", "/alt"), ("post", "/remove")])
def test_H069_somebody_elses_picture_is_not_there(ana, bo, real_asset, signed_in, method, path):
    asset = real_asset(ana)
    answer = getattr(signed_in(bo), method)(f"/pictures/{asset.pk}{path}", headers=JSON)
    assert answer.status_code == (204 if path == "/remove" else 404)
    assert Asset.objects.filter(pk=asset.pk).exists()


def test_the_description_of_a_shown_picture_changes_with_its_note(ana, note, signed_in):
    asset = note(ana).pictures.get().asset
    assert signed_in(ana).post(f"/pictures/{asset.pk}/alt", {"alt": "x"}, headers=JSON).status_code == 409
    assert signed_in(ana).post(f"/pictures/{asset.pk}/remove", headers=JSON).status_code == 204
    assert Asset.objects.filter(pk=asset.pk).exists()


@pytest.mark.parametrize("kind", ["picture", "header"])
def test_a_profile_picture_is_chosen_and_removed_in_the_settings(ana, signed_in, kind):
    browser = signed_in(ana)
    address = reverse("media:profile_picture", args=[kind])
    picture = drawing.upload(drawing.saved(drawing.four_corners(300, 200)))
    assert browser.post(address, {"file": picture}).status_code == 302
    ana.refresh_from_db()
    assert getattr(ana, kind).endswith(".webp")
    assert b"PDF" in browser.post(address, {"file": drawing.upload(b"%PDF-1.7")}, follow=True).content
    browser.post(address, {"remove": "yes"})
    ana.refresh_from_db()
    assert getattr(ana, kind) == ""
    assert browser.post(reverse("media:profile_picture", args=["account"])).status_code == 404
