import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lihua.people import actions as people
from lihua.works import actions, rules
from lihua.works.models import Ask, Draft, Joining, Reaction, Stance, Suggestion, Translation, Work

HX = {"HTTP_HX_REQUEST": "true"}
TEXT = "三个鸡蛋打散。更嫩！ #家常菜"


def text_of(response):
    return response.content.decode()


@pytest.fixture
def note(ana, bo, make_work):
    note = make_work(bo, TEXT, title="西红柿炒鸡蛋", pictures=3, kind="note")
    actions.translate(
        note,
        into="en",
        by=ana,
        sentences={"title:0": "Tomato and egg", "body:0": "Beat three eggs.", "body:1": "Softer!"},
    )
    return note


def test_a_note_is_read_beside_the_original_with_credit(note, eve, signed_in):
    page = text_of(signed_in(eve).get(note.get_absolute_url()))
    for words in ("Tomato and egg", "西红柿炒鸡蛋", "Beat three eggs.", "三个鸡蛋打散。", "Translated by", "1 / 3"):
        assert words in page
    assert 'lang="zh-Hans" dir="auto"' in page
    assert '<link rel="canonical"' in page
    assert 'property="og:image"' in page


def test_a_note_is_read_without_an_account_in_the_language_of_the_browser(note, client):
    page = text_of(client.get(note.get_absolute_url(), HTTP_ACCEPT_LANGUAGE="en"))
    assert "Beat three eggs." in page
    assert "Sign in to answer" in page


def test_over_a_list_it_comes_without_the_frame(note, eve, signed_in):
    response = signed_in(eve).get(note.get_absolute_url(), **HX)
    assert "<html" not in text_of(response)
    assert "HX-Request" in response["Vary"]


def test_a_repost_leads_to_the_work(note, eve, client):
    shared = actions.repost(note, by=eve)
    assert client.get(shared.get_absolute_url())["Location"] == note.get_absolute_url()


@pytest.mark.parametrize(
    "address", ["/works/99999999999999999999999", "/works/1", "/works/-1", "/works/x", "/drafts/1"]
)
def test_what_is_no_work_is_not_found(db, client, address):
    assert client.get(address).status_code == 404


def test_a_text_without_translation_is_marked_and_the_village_can_be_asked(bo, eve, make_work, signed_in):
    work = make_work(bo, TEXT)
    browser = signed_in(eve)
    assert "Ask the village" in text_of(browser.get(work.get_absolute_url()))
    answer = browser.post(reverse("works:ask", args=[work.pk]), **HX)
    assert "The village is asked for English" in text_of(answer)
    assert "The village is asked for English" in text_of(browser.get(work.get_absolute_url()))
    assert Ask.objects.get().target_language == "en"


def test_whoever_wants_it_too_is_counted_and_asked_no_more(bo, eve, make_person, make_work, signed_in):
    work = make_work(bo, TEXT)
    actions.ask_for_translation(work, by=eve, into="en")
    sam, tom = (make_person(handle) for handle in ("sam", "tom"))
    lin = make_person("lin", reads=("en", "zh-Hans"))
    assert "I want it too" in signed_in(sam).get(work.get_absolute_url()).text
    asked = signed_in(sam).post(reverse("works:ask", args=[work.pk]), {"language": "en"}, **HX)
    assert "1 other wants it too" in asked.text
    assert "I want it too" not in asked.text
    assert "I want it too" not in signed_in(eve).get(work.get_absolute_url()).text
    actions.ask_for_translation(work, by=tom, into="en")
    assert "2 others want it too" in signed_in(lin).get(reverse("works:waiting")).text


def test_a_reader_of_the_language_is_offered_nothing(bo, make_work, signed_in):
    page = text_of(signed_in(bo).get(make_work(bo, TEXT).get_absolute_url()))
    assert "Ask the village" not in page


def test_sentences_are_translated_in_place_and_on_a_page_of_their_own(ana, bo, make_work, signed_in):
    work = make_work(bo, TEXT)
    browser = signed_in(ana)
    page = text_of(browser.get(reverse("works:translate_into", args=[work.pk, "en"])))
    assert 'name="body:0"' in page
    assert 'name="body:2"' not in page  # nothing but a tag
    answer = browser.post(
        reverse("works:translate", args=[work.pk]), {"language": "en", "body:0": "Beat three eggs.", "body:1": ""}, **HX
    )
    assert "Beat three eggs." in text_of(answer)
    assert Translation.objects.get().by == ana
    plain = browser.post(reverse("works:translate", args=[work.pk]), {"language": "en", "body:1": "Softer!"})
    assert plain["Location"] == work.get_absolute_url()


def test_sending_the_whole_form_credits_only_what_was_written_anew(note, ana, eve, signed_in):
    sent = {"language": "en", "title:0": "Tomato and egg", "body:0": "Beat 3 eggs.", "body:1": "Softer!"}
    signed_in(eve).post(reverse("works:translate", args=[note.pk]), sent)
    assert not Translation.objects.filter(by=eve).exists(), "what somebody else translated is suggested against"
    assert Suggestion.objects.get(by=eve).text == "Beat 3 eggs."


def test_a_refused_translation_comes_back_with_all_that_was_typed(ana, bo, make_work, signed_in):
    work = make_work(bo, TEXT)
    sent = {"language": "en", "body:0": "x" * 5001, "body:1": "Softer!"}
    answer = signed_in(ana).post(reverse("works:translate", args=[work.pk]), sent)
    assert answer.status_code == 422
    assert "Softer!" in text_of(answer)
    assert not Translation.objects.exists()


def test_how_a_sentence_was_translated_is_shown_and_taken_back(note, ana, eve, signed_in):
    actions.translate(note, into="en", by=eve, sentences={"body:0": "spam"})
    browser = signed_in(ana)
    page = text_of(browser.get(reverse("works:sentence", args=[note.pk, "en", "body", 0])))
    assert "spam" in page
    old = Translation.objects.get(text="Beat three eggs.")
    browser.post(reverse("works:revert", args=[old.pk]))
    assert Translation.objects.get(field="body", ordinal=0, is_current=True).text == "Beat three eggs."
    assert browser.get(reverse("works:sentence", args=[note.pk, "en", "body", 99])).status_code == 404


@pytest.mark.parametrize("verb", ["like", "save", "repost"])
def test_deeds_are_done_and_undone(note, eve, signed_in, verb):
    browser = signed_in(eve)
    done = browser.post(reverse(f"works:{verb}", args=[note.pk]), **HX)
    assert 'aria-pressed="true"' in text_of(done)
    undone = browser.post(reverse(f"works:un{verb}", args=[note.pk]), **HX)
    assert 'aria-pressed="false"' in text_of(undone)
    plain = browser.post(reverse(f"works:{verb}", args=[note.pk]), {"next": "https://evil.example/"})
    assert plain["Location"] == note.get_absolute_url()
    assert browser.get(reverse(f"works:{verb}", args=[note.pk])).status_code == 405


def test_deeds_need_somebody(note, client):
    assert "login" in client.post(reverse("works:like", args=[note.pk]))["Location"]
    assert not Reaction.objects.exists()


def test_an_answer_is_written_in_place_and_stands_in_the_thread(note, eve, ana, signed_in):
    browser = signed_in(eve)
    answer = browser.post(reverse("works:reply", args=[note.pk]), {"body": "Sugar in eggs?"}, **HX)
    assert "Sugar in eggs?" in text_of(answer)
    first = Work.objects.get(kind="reply")
    browser.post(reverse("works:reply", args=[first.pk]), {"body": "I tried it."})
    page = text_of(signed_in(ana).get(note.get_absolute_url()))
    assert "2 comments" in page
    assert page.index("Sugar in eggs?") < page.index("I tried it.")


def test_a_refused_answer_comes_back_whole(note, eve, signed_in):
    long = "word " * 1100
    answer = signed_in(eve).post(reverse("works:reply", args=[note.pk]), {"body": long}, **HX)
    assert answer.status_code == 422
    assert "word word" in text_of(answer)
    assert not Work.objects.filter(kind="reply").exists()


def test_the_same_answer_sent_twice_is_one(note, eve, signed_in):
    browser, sent = signed_in(eve), {"body": "Once", "key": str(uuid.uuid4())}
    for _ in range(2):
        browser.post(reverse("works:reply", args=[note.pk]), sent)
    assert Work.objects.filter(kind="reply").count() == 1


def test_deep_answers_stand_on_the_second_level_and_say_whom_they_answer(note, ana, eve, make_work, signed_in):
    first = make_work(eve, "One", reply_to=note.pk)
    second = make_work(ana, "Dos", reply_to=first.pk)
    make_work(eve, "Three", reply_to=second.pk)
    page = text_of(signed_in(eve).get(note.get_absolute_url()))
    assert re.search(r'class="comment-to">.*Ana.*Three', page, re.DOTALL)


def test_a_long_thread_goes_on_page_by_page_and_counts_everything(note, eve, make_work, client):
    for number in range(23):
        make_work(eve, f"Answer number {number}!", reply_to=note.pk)
    page = text_of(client.get(note.get_absolute_url(), HTTP_ACCEPT_LANGUAGE="en"))
    assert "23 comments" in page
    assert "number 22!" not in page
    more = re.search(r'hx-get="(/works/\d+/answers\?after=\d+)"', page)[1]
    assert "number 22!" in text_of(client.get(more, **HX))


def test_every_answer_below_an_answer_is_reached_however_deep_and_late(note, eve, ana, make_work, client):
    first = make_work(eve, "The first", reply_to=note.pk)
    direct = [make_work(ana, f"Directo {number}!", reply_to=first.pk) for number in range(4)]
    make_work(eve, "Late and deep!", reply_to=direct[0].pk)
    page = text_of(client.get(note.get_absolute_url(), HTTP_ACCEPT_LANGUAGE="en"))
    more = re.search(rf'hx-get="(/works/{first.pk}/answers\?after=\d+)"', page)[1]
    both = page + text_of(client.get(more, **HX))
    for words in ("Directo 0!", "Directo 1!", "Directo 2!", "Directo 3!", "Late and deep!"):
        assert both.count(words) == 1


def test_muted_people_are_left_out_of_the_thread_and_it_says_so(note, eve, ana, make_work, signed_in):
    make_work(eve, "Loud words", reply_to=note.pk)
    people.mute(ana, eve)
    page = text_of(signed_in(ana).get(note.get_absolute_url()))
    assert "Loud words" not in page
    assert "1 answer is not shown" in page


def test_the_page_costs_the_same_for_any_number_of_answers_and_pictures(
    ana, bo, eve, make_work, signed_in, django_assert_num_queries, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = signed_in(eve)
    counts = []
    for pictures, answers in ((1, 2), (9, 18)):
        note = make_work(bo, TEXT, pictures=pictures, kind="note")
        actions.translate(note, into="en", by=ana, sentences={"body:0": "Beat three eggs."})
        for number in range(answers):
            answer = make_work(bo, "好吃！", reply_to=note.pk, pictures=1)
            deeper = make_work(ana, f"Sí {number}", reply_to=answer.pk)
            make_work(bo, "好。", reply_to=deeper.pk)
        browser.get(note.get_absolute_url())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(note.get_absolute_url()).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 40


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)"]
)
def test_H038_what_is_typed_is_only_ever_text(ana, eve, make_work, make_asset, signed_in, words):
    asset = make_asset(ana, alt=words)
    work = actions.submit(
        ana, title=words, body=f"{words} #tag", warning=words, place=words, asset_ids=[asset.pk], kind="note"
    )
    make_work(eve, words, reply_to=work.pk)
    actions.edit(work, by=ana, title=f"{words}!", body=words)
    for address in (work.get_absolute_url(), reverse("works:history", args=[work.pk])):
        page = text_of(signed_in(eve).get(address))
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="javascript:' not in page
        assert "onerror=alert(1)>" not in page.replace("onerror=alert(1)&gt;", "")


def test_H044_bidi_overrides_and_stacked_marks_do_not_reach_the_page(ana, make_work):
    work = make_work(ana, "abc\u202agnp.exe\u2066x\u200b" + "\U000e0041 \ufeffend")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e0fff]", work.body)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("abc\u202egnp.exe", "turns the order of letters round"),
        ("a\u202db", "turns the order of letters round"),
        ("Z" + "\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334" + "algo", "marks are stacked"),
        ("a" + "\u0301" * 10_000, "marks are stacked"),
        ("a\x00b", "null byte"),
    ],
)
def test_H044_a_text_that_would_be_shown_otherwise_than_written_is_refused_with_the_reason(ana, make_work, typed, said):
    for words in ({"body": typed}, {"body": "x", "title": typed, "kind": "note"}, {"body": "x", "warning": typed}):
        with pytest.raises(rules.Unacceptable, match=said):
            make_work(ana, **words)


@pytest.mark.parametrize(
    "host",
    ["аpple.com", "pаypal.com:443", "www.gооgle.com", "аррӏе.com", "bаnk.example", "ρaypal.com", "xyz.ехаmple.org"],
)
def test_H046_a_link_that_passes_for_another_is_refused_with_the_reason(ana, make_work, host):
    with pytest.raises(rules.Unacceptable, match="passes for another one"):
        make_work(ana, f"Sign in at https://{host}/login now")


@pytest.mark.parametrize(
    "host",
    [
        "münchen.de",
        "пример.рф",
        "παράδειγμα.gr",
        "россия.com",
        "кто.рф",
        "xn--bnk-7na.example",
    ],
)
def test_links_to_names_in_every_writing_are_taken(ana, make_work, host):
    assert "<a " in make_work(ana, f"https://{host}/a").html


def test_H046_a_link_shows_where_it_truly_leads(ana, make_work):
    body = "https://xn--bnk-7na.example/a https://bänk.example/login https://good.example@evil.example/x"
    html = make_work(ana, body).html
    assert "xn--" in html
    assert ">bänk" not in html
    assert 'href="https://good.example@evil.example' not in html


def test_H047_a_hundred_kilobytes_of_anything_is_answered_quickly(ana, signed_in):
    import time

    browser = signed_in(ana)
    for piece in ("#" * 10, "@a", "aaaa!", "https://a.", "#a" * 5, "e\u0301", "[](", "。"):
        began = time.perf_counter()
        sent = browser.post(reverse("works:write"), {"kind": "short", "body": piece * (100_000 // len(piece))})
        assert sent.status_code in {302, 422}
        assert time.perf_counter() - began < 3


@pytest.mark.parametrize(
    "query", ["?read=<x>", "?after=-1", "?after=9999999999999999999999", "?after=id__gt", "?order_by=password"]
)
def test_H048_what_is_asked_in_the_address_builds_no_query(note, client, query):
    assert client.get(note.get_absolute_url() + query).status_code == 200


def test_H074_only_the_fields_of_the_form_are_read(ana, bo, signed_in):
    stranger = {"author": bo.pk, "author_id": bo.pk, "state": "held", "likes_count": 99, "id": 1, "origin": "x",
                "published_at": "2001-01-01", "audience": bo.pk, "revision": 9, "licence": "x"}  # fmt: skip
    signed_in(ana).post(reverse("works:write"), {"kind": "short", "body": "Hola.", **stranger})
    work = Work.objects.get()
    assert (work.author, work.state, work.likes_count, work.origin, work.revision) == (ana, "published", 0, None, 1)
    signed_in(ana).post(reverse("works:edit", args=[work.pk]), {"body": "Hola!", "visibility": "followers", **stranger})
    work.refresh_from_db()
    assert (work.author, work.visibility, work.likes_count) == (ana, "public", 0)


def test_H079_who_is_blocked_finds_none_of_its_pages(ana, cleo, make_work, signed_in):
    work = make_work(ana, "Hola.")
    (row,) = actions.translate(work, into="en", by=ana, sentences={"body:0": "Hi."})
    browser = signed_in(cleo)
    for name, more in {
        "work": [], "reading": [], "answers": [], "history": [], "reply": [], "edit": [],
        "translate_into": ["en"], "sentence": ["en", "body", 0],
    }.items():  # fmt: skip
        assert browser.get(reverse(f"works:{name}", args=[work.pk, *more])).status_code == 404, name
    for name in ("like", "save", "repost", "reply", "ask", "translate", "withdraw"):
        assert browser.post(reverse(f"works:{name}", args=[work.pk]), {"body": "x"}).status_code == 404, name
    assert browser.post(reverse("works:revert", args=[row.pk])).status_code == 404


def test_H028_a_followers_note_has_no_page_for_others(ana, bo, make_work, client, signed_in):
    work = make_work(ana, "Secreto.", visibility="followers", pictures=1)
    for browser in (client, signed_in(bo)):
        for name, more in {
            "work": [],
            "reading": [],
            "answers": [],
            "history": [],
            "sentence": ["en", "body", 0],
        }.items():
            assert browser.get(reverse(f"works:{name}", args=[work.pk, *more])).status_code == 404
    own = text_of(signed_in(ana).get(work.get_absolute_url()))
    assert "noindex" in own
    assert "og:description" not in own


def test_a_note_is_published_from_the_composer(ana, make_asset, signed_in):
    browser, asset = signed_in(ana), make_asset(ana)
    assert browser.get(reverse("works:write")).status_code == 200
    sent = {
        "kind": "note", "title": "Pan de casa", "body": "Hoy #pan", "asset_ids": [asset.pk], "channel": "food",
        "place": "Lima", "visibility": "unlisted", f"alt_{asset.pk}": "Una mesa", "key": str(uuid.uuid4()),
    }  # fmt: skip
    first = browser.post(reverse("works:write"), sent)
    again = browser.post(reverse("works:write"), sent)
    work = Work.objects.get()
    assert first["Location"] == again["Location"] == work.get_absolute_url()
    assert (work.title, work.channel, work.place, work.visibility) == ("Pan de casa", "food", "Lima", "unlisted")
    assert work.text_of(f"alt:{asset.pk}") == "Una mesa"


def test_what_is_refused_comes_back_with_every_field_as_typed(ana, make_asset, signed_in):
    asset = make_asset(ana)
    sent = {
        "kind": "note", "title": "T" * 200, "body": "Mi texto", "warning": "ojo", "place": "Lima",
        "asset_ids": [asset.pk], "channel": "food", "visibility": "followers", "is_sensitive": "on", "language": "es",
    }  # fmt: skip
    answer = signed_in(ana).post(reverse("works:write"), sent)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "200 characters" in page
    for kept in ("T" * 200, "Mi texto", 'value="ojo"', 'value="Lima"', f'value="{asset.pk}"', 'value="es" selected'):
        assert kept in page
    assert 'value="followers" checked' in page
    assert not Work.objects.exists()


def test_a_file_that_is_no_picture_is_refused_with_the_words_kept(ana, signed_in):
    file = SimpleUploadedFile("evil.png", b"<svg onload=alert(1)>", "image/png")
    answer = signed_in(ana).post(reverse("works:write"), {"body": "Mi texto", "pictures": file})
    assert answer.status_code == 422
    assert "Mi texto" in text_of(answer)


def test_a_draft_waits_on_its_page_and_turns_into_the_note(ana, bo, make_asset, signed_in, run_tasks):
    from lihua.media.models import Asset
    from lihua.works.tasks import publish_drafts_with

    browser, asset = signed_in(ana), make_asset(ana, state="uploaded")
    sent = browser.post(reverse("works:write"), {"kind": "note", "title": "Pan", "asset_ids": [asset.pk]})
    address = reverse("works:draft", args=[Draft.objects.get().key])
    assert sent["Location"] == address
    assert "being prepared" in text_of(browser.get(address))
    assert signed_in(bo).get(address).status_code == 404
    Asset.objects.filter(pk=asset.pk).update(state="ready")
    publish_drafts_with(asset.pk)
    work = Work.objects.get()
    assert browser.get(address)["Location"] == work.get_absolute_url()
    assert browser.get(address, **HX)["HX-Redirect"] == work.get_absolute_url()


def test_a_draft_with_a_problem_is_changed_and_sent_again(ana, make_asset, signed_in):
    from lihua.media.models import Asset
    from lihua.works.tasks import publish_drafts_with

    browser, asset = signed_in(ana), make_asset(ana, state="uploaded")
    browser.post(reverse("works:write"), {"kind": "note", "title": "Pan", "asset_ids": [asset.pk]})
    draft = Draft.objects.get()
    Asset.objects.filter(pk=asset.pk).update(state="refused", problem="This file is damaged.")
    publish_drafts_with(asset.pk)
    assert "This file is damaged." in text_of(browser.get(reverse("works:draft", args=[draft.key])))
    page = browser.get(reverse("works:write") + f"?draft={draft.key}")
    assert 'value="Pan"' in text_of(page)
    browser.post(reverse("works:write"), {"kind": "note", "title": "Pan", "draft": str(draft.key)})
    assert Work.objects.get().title == "Pan"
    assert not Draft.objects.exists()


def test_a_draft_is_let_go(ana, make_asset, signed_in):
    asset = make_asset(ana, state="uploaded")
    draft = actions.submit(ana, asset_ids=[asset.pk])
    signed_in(ana).post(reverse("works:discard_draft", args=[draft.key]))
    assert not Draft.objects.exists()
    asset.refresh_from_db()
    assert not asset.is_claimed


def test_editing_shows_the_words_and_keeps_the_history(ana, bo, make_work, signed_in):
    work = make_work(ana, "Hola mundo.", pictures=1)
    browser = signed_in(ana)
    assert "Hola mundo." in text_of(browser.get(reverse("works:edit", args=[work.pk])))
    picture = work.pictures.get().asset_id
    browser.post(reverse("works:edit", args=[work.pk]), {"body": "Hola pueblo.", "asset_ids": [picture]})
    page = text_of(browser.get(reverse("works:history", args=[work.pk])))
    assert "<del>mundo</del><ins>pueblo</ins>" in page
    assert signed_in(bo).get(reverse("works:edit", args=[work.pk])).status_code == 404


def test_deleting_says_so_with_the_way_back(ana, bo, make_work, signed_in):
    work = make_work(ana)
    browser = signed_in(ana)
    assert signed_in(bo).post(reverse("works:withdraw", args=[work.pk])).status_code == 404
    page = text_of(browser.post(reverse("works:withdraw", args=[work.pk]), follow=True))
    assert reverse("works:undo", args=[work.pk]) in page
    assert browser.get(work.get_absolute_url()).status_code == 404
    assert browser.post(reverse("works:undo", args=[work.pk]))["Location"] == work.get_absolute_url()
    assert browser.get(work.get_absolute_url()).status_code == 200


def test_what_waits_is_shown_answered_and_let_go(ana, bo, eve, make_person, make_work, signed_in):
    mei = make_person("mei", reads=("zh-Hans", "en"), writes=("zh-Hans",))
    question = make_work(eve, "@mei how are you?")
    foreign = make_work(bo, TEXT)
    actions.ask_for_translation(foreign, by=eve, into="en")
    browser = signed_in(mei)
    page = text_of(browser.get(reverse("works:waiting")))
    assert "how are you?" in page
    assert "would like to read this" in page
    browser.post(reverse("works:reply", args=[question.pk]), {"body": "Very well."})
    ask = Ask.objects.get(kind="translation")
    browser.post(reverse("works:let_go", args=[ask.pk]))
    assert "Nobody waits for you" in text_of(browser.get(reverse("works:waiting")))
    assert Stance.objects.get().kind == "lets_go"
    browser.post(reverse("works:take_up", args=[ask.pk]))
    assert "would like to read this" in text_of(browser.get(reverse("works:waiting")))
    assert "would like" not in text_of(signed_in(ana).get(reverse("works:waiting")))  # ana reads no Chinese
    assert signed_in(ana).post(reverse("works:let_go", args=[ask.pk])).status_code == 404


def test_what_waits_costs_the_same_for_two_and_for_twenty(ana, eve, make_work, signed_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser, counts = signed_in(ana), []
    browser.get(reverse("works:waiting"))
    for number in (2, 18):
        for _ in range(number):
            make_work(eve, "@ana hi there", pictures=1)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("works:waiting"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_content_warnings_cover_words_and_pictures_until_they_are_opened(ana, eve, make_work, signed_in):
    work = make_work(ana, "El final es triste.", warning="Spoiler", pictures=1, kind="note")
    page = text_of(signed_in(eve).get(work.get_absolute_url()))
    assert page.count('<details class="cover') == 2
    assert "og:image" not in page
    assert "El final" not in page.split("<body")[0]


def test_tags_are_suggested_across_languages_and_people_by_their_names(bo, eve, make_work, signed_in):
    from lihua.works.models import Concept

    make_work(bo, "好吃 #家常菜")
    actions.name_concept(Concept.objects.get(), name="homecooking", tag="en", by=eve)
    found = text_of(signed_in(bo).get(reverse("works:suggest"), {"q": "#home"}))
    assert "#homecooking" in found
    assert "家常菜" in found
    assert "@bo" in text_of(signed_in(eve).get(reverse("works:suggest"), {"q": "@小"}))


def test_the_language_is_recognised_while_writing(ana, signed_in):
    answer = signed_in(ana).post(reverse("works:detect"), {"body": "今天天气很好，我们去散步吧。"})
    assert answer.json() == {"language": "zh-Hans", "name": "中文"}


def test_a_name_is_added_to_a_tag_and_a_moderator_joins_two(bo, eve, mod, make_work, signed_in, client):
    make_work(bo, "好吃 #家常菜")
    make_work(eve, "Yum #homecooking")
    address = reverse("works:names", args=["家常菜"])
    assert client.get(address).status_code == 200
    assert client.post(address, {"name": "x", "language": "en"})["Location"].startswith("/account/login")
    browser = signed_in(eve)
    assert browser.post(address, {"name": "two words", "language": "en"}).status_code == 422
    browser.post(address, {"name": "homecooking", "language": "en"})
    joining = Joining.objects.get()
    decide = reverse("works:decide_joining", args=[joining.pk, "join"])
    assert browser.post(decide).status_code == 403
    assert signed_in(mod).post(decide).status_code == 302
    assert "homecooking" in text_of(client.get(address))
    assert client.get(reverse("works:names", args=["nothing"])).status_code == 404


def test_the_page_of_a_tag_shows_the_readers_name_beside_the_original(bo, eve, make_work, signed_in):
    from lihua.works.models import Concept

    work = make_work(bo, "好吃 #家常菜")
    actions.name_concept(Concept.objects.get(), name="homecooking", tag="en", by=eve)
    assert re.search(r"#家常菜</span>\s*<span[^>]*>homecooking", text_of(signed_in(eve).get(work.get_absolute_url())))
