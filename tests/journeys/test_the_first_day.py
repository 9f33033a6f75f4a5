"""The newcomer's path: the owner opens the village, a neighbour of another language reads, translates and answers."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

PASSWORD = "a long way to the river"


def join(page: Page, *, name: str, handle: str, mail: str) -> None:
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=handle]").fill(handle)
    page.locator("input[name=email]").fill(mail)
    page.locator("input[name=password1]").fill(PASSWORD)
    page.locator("form[action*=signup] button.primary").click()
    page.wait_for_url("**/welcome/languages")


def choose_languages(page: Page, *, writes: str, reads: list[str]) -> None:
    """By the chips of the first step; what was guessed from the browser is taken off first."""
    while (ticked := page.locator("input[type=checkbox]:checked")).count():
        ticked.first.uncheck(force=True)
    page.locator(f"input[name=writes][value={writes}]").check(force=True)
    for tag in reads:
        page.locator(f"input[name=reads][value={tag}]").check(force=True)
    page.locator("select[name=best]").select_option(reads[0])
    page.locator("button[form=step]").click()
    page.wait_for_url("**/welcome/interests")


def skip_the_other_steps(page: Page) -> None:
    while "/welcome/ready" not in page.url:
        before = page.url
        page.locator(".people-step-foot a.button").click()
        page.wait_for_url(lambda url, before=before: url != before)


def publish_a_note(page: Page, photographs: list[str]) -> str:
    """A Chinese note with three pictures; returns its address."""
    page.goto("/publish")
    page.set_input_files("picture-tray input[type=file]", photographs)
    expect(page.locator("picture-tray input[name=asset_ids]")).to_have_count(3, timeout=30_000)
    page.locator("#title").fill("西红柿炒鸡蛋，奶奶的做法")
    page.locator("#body").fill("三个鸡蛋，加一点水打散，更嫩。番茄先炒出汁！最后放半勺糖。 #家常菜")
    page.locator("form.composer button.primary").click()
    page.wait_for_url(re.compile(r"/works/\d+$"), timeout=60_000)
    return page.url


def test_a_village_opens_and_two_people_who_share_no_language_understand_each_other(village, browse, photographs):
    # The owner opens the one-time link, signs up in Chinese and publishes.
    mei = browse("zh-CN")
    mei.goto(village.ready["owner_link"])
    join(mei, name="晴天在厨房", handle="mei", mail="mei@example.org")
    choose_languages(mei, writes="zh-Hans", reads=["zh-Hans"])
    skip_the_other_steps(mei)
    note = publish_a_note(mei, photographs)
    expect(mei.locator("article.work h1")).to_contain_text("西红柿")

    # Marcus reads only English. He finds the note on Explore and reads the original: nobody has translated it yet.
    marcus = browse("en-US")
    marcus.goto("/account/signup/")
    join(marcus, name="Marcus", handle="marcus", mail="marcus@example.org")
    choose_languages(marcus, writes="en", reads=["en"])
    skip_the_other_steps(marcus)
    marcus.goto("/")
    card = marcus.locator("article.card", has_text="西红柿")
    expect(card).to_contain_text("中文")
    card.locator("a[href*='/works/']").first.click()
    marcus.wait_for_url(note)
    expect(marcus.get_by_role("button", name="Ask the village for a translation").first).to_be_visible()

    # He knows two sentences and translates them in place; his name stands beside them.
    marcus.goto(note)
    marcus.locator("a", has_text="Translate it yourself").first.click()
    fields = marcus.locator("form.translate-form textarea")
    fields.nth(0).fill("Tomato and egg, the way my grandma makes it")
    fields.nth(1).fill("Three eggs, beaten with a little water, stay softer.")
    marcus.get_by_role("button", name="Save the translation").click()
    expect(marcus.locator("article.work h1")).to_contain_text("Tomato and egg")
    expect(marcus.locator("article.work")).to_contain_text("西红柿炒鸡蛋")
    expect(marcus.locator(".credit").first).to_contain_text("Marcus")

    # The switch changes what is shown without loading the page, and stands in the address.
    marcus.locator("read-switch a, read-switch button").filter(has_text="Original").first.click()
    expect(marcus.locator("html")).to_have_attribute("data-read", "original")
    assert "read=original" in marcus.url
    marcus.locator("read-switch a, read-switch button").filter(has_text="Both").first.click()
    expect(marcus.locator("html")).to_have_attribute("data-read", "both")

    # Mei has read everything and has a page open: what Marcus answers reaches her without loading it again.
    mei.goto("/notices")
    expect(mei.locator("main")).to_contain_text("Marcus")
    mei.locator("#notices-read button").click()
    expect(mei.locator("#notices-read")).to_have_count(0)
    mei.goto("/")
    badge = mei.locator("[data-badge=notices]:visible")
    expect(badge).to_have_count(0)
    marcus.locator("form.reply-form textarea").first.fill("Sugar in eggs? I tried it. I was wrong my whole life.")
    marcus.locator("form.reply-form button.primary").first.click()
    expect(marcus.locator("ol.comments").first).to_contain_text("Sugar in eggs?")
    expect(marcus.locator("#answers h2")).to_have_text("1 comment")
    expect(badge).to_have_text("1", timeout=15_000)

    # She reads it beside the original and finds it among what waits for her.
    mei.goto("/notices")
    expect(mei.locator("main")).to_contain_text("Marcus")
    mei.goto("/waiting")
    expect(mei.locator("main")).to_contain_text("Sugar in eggs?")


def test_a_report_is_decided_explained_and_appealed(village, browse):
    for handle, more in (("rita", []), ("sam", []), ("judge", []), ("second", [])):
        made = village.lihua(
            "person", "add", handle, "--name", handle.title(), "--writes", "en", "--reads", "en",
            "--mail", f"{handle}@example.org", *more,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
    set_passwords_and_roles(village)
    sam = sign_in(browse(), "sam")
    sam.goto("/publish")
    sam.locator("label", has_text="Short post").click()
    sam.locator("#body").fill("Buy my watches, cheap, cheap, cheap!")
    sam.locator("form.composer button.primary").click()
    sam.wait_for_url(re.compile(r"/works/\d+$"))
    note = sam.url

    rita = sign_in(browse(), "rita")
    rita.goto(note)
    rita.locator("details.menu summary").first.click()
    rita.locator("a", has_text="Report").first.click()
    rita.locator("label", has_text="Spam").click()
    rita.get_by_role("button", name="Send to the desk").click()
    expect(rita.locator("body")).to_contain_text("Thank you")

    judge = sign_in(browse(), "judge")
    judge.goto("/desk?language=")
    judge.locator("a", has_text="Open the case").first.click()
    judge.locator("label", has_text="Removed the work").click()
    judge.locator("select[name=rule_number]").select_option("6")
    judge.locator("textarea[name=reason]").fill("It sells by deceit.")
    judge.get_by_role("button", name="Decide").click()
    judge.wait_for_url("**/desk")
    assert rita.goto(note).status == 404

    sam.goto("/notices")
    sam.goto("/my-decisions")
    sam.locator("main a", has_text="Removed the work").click()
    expect(sam.locator("main")).to_contain_text("It sells by deceit.")
    expect(sam.locator("main")).not_to_contain_text("Judge")
    sam.locator("textarea[name=text]").fill("They are my grandfather's watches.")
    sam.get_by_role("button", name="Send the appeal").click()

    second = sign_in(browse(), "second")
    second.goto("/desk?language=")
    second.locator("a", has_text="grandfather").click()
    second.locator("label", has_text="granted").click()
    second.locator("textarea[name=answer]").fill("A private sale is fine.")
    second.get_by_role("button", name="Decide").click()
    second.wait_for_url("**/desk")
    assert rita.goto(note).status == 200
    rita.goto("/log")
    expect(rita.locator("main")).to_contain_text("Taken back after an appeal")
    expect(rita.locator("main")).not_to_contain_text("Sam")


def sign_in(page: Page, handle: str, *, at: str = "example.org") -> Page:
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(f"{handle}@{at}")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form[action*=login] button.primary").click()
    page.wait_for_url(lambda url: "/account/login" not in url)
    return page


def set_passwords_and_roles(village) -> None:
    """As an owner would by the desk; here from beside the village."""
    import subprocess
    import sys

    from tests.village import ROOT, environment

    words = f"""
import django
django.setup()
from lihua.people.models import Account
for account in Account.objects.filter(email__in=[h + "@example.org" for h in ("rita", "sam", "judge", "second")]):
    account.set_password({PASSWORD!r})
    account.role = "moderator" if account.email.startswith(("judge", "second")) else "member"
    account.save()
"""
    subprocess.run(
        [sys.executable, "-c", words],
        env=environment(village.data, DJANGO_SETTINGS_MODULE="lihua.config.settings"),
        cwd=ROOT,
        check=True,
    )
