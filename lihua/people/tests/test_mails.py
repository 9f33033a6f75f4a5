"""Every mail that signing in can send is in our words, and in the language of whoever gets it."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from django.conf import settings
from django.core import mail
from django.template.loader import get_template
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import activate

from lihua.people.models import Account

THEIRS = Path(allauth.__file__).parent / "templates"
# Signing in and resetting by a code sent by mail are switched off (see the test below).
NEVER_SENT = {"account/email/login_code", "account/email/password_reset_code"}
ROOMS = ("account", "mfa", "usersessions")
MAILS = sorted(
    {
        str(path.relative_to(THEIRS)).removesuffix("_message.txt")
        for room in ROOMS
        for path in THEIRS.glob(f"{room}/email/*_message.txt")
    }
    - NEVER_SENT
    - {"account/email/base"}
)
CONTEXT = {
    "activate_url": "https://elsewhere.example/account/confirm-email/KEY/",
    "password_reset_url": "https://elsewhere.example/account/password/reset/",
    "signup_url": "https://elsewhere.example/account/signup/",
    "from_email": "old@example.org",
    "to_email": "new@example.org",
    "deleted_email": "gone@example.org",
    "ip": "192.0.2.7",
    "user_agent": "Firefox",
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def account(db, settings):
    settings.ALLOWED_HOSTS = ["elsewhere.example", "testserver"]
    account = Account.objects.create_user("mei@example.org")
    EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=True)
    return account


def sent(rf, account, prefix):
    request = rf.get("/", headers={"host": "elsewhere.example"})
    request.user = account
    with request_context(request):
        get_adapter().send_mail(prefix, account.email, {**CONTEXT, "user": account, "timestamp": now()})
    return mail.outbox[-1]


def test_codes_by_mail_are_switched_off():
    assert not app_settings.LOGIN_BY_CODE_ENABLED
    assert not app_settings.PASSWORD_RESET_BY_CODE_ENABLED
    assert not app_settings.EMAIL_VERIFICATION_BY_CODE_ENABLED


@pytest.mark.parametrize("prefix", MAILS)
@pytest.mark.parametrize("part", ["subject", "message"])
def test_every_mail_that_can_be_sent_is_ours(prefix, part):
    assert str(settings.PACKAGE) in str(get_template(f"{prefix}_{part}.txt").origin)


@pytest.mark.parametrize("prefix", MAILS)
@pytest.mark.parametrize(("spoken", "is_chinese"), [("zh-hans", True), ("en", False)])
def test_a_mail_speaks_the_language_of_whoever_gets_it(rf, account, prefix, spoken, is_chinese):
    account.speak(spoken)
    activate("en" if is_chinese else "zh-hans")  # whoever asked for it may speak another
    letter = sent(rf, account, prefix)
    for text in (letter.subject.partition(": ")[2], letter.body):
        assert bool(CHINESE.search(text)) is is_chinese, text
    if is_chinese:  # but for addresses and what a browser calls itself, not a word of English is left
        words = re.sub(r"\S+[@.:/]\S+|Firefox|Li Hua", "", letter.body)
        assert not re.search(r"[A-Za-z]{3}", words), words


@pytest.mark.parametrize("prefix", MAILS)
def test_a_mail_names_the_village_and_its_own_address_only(rf, account, prefix):
    letter = sent(rf, account, prefix)
    assert settings.URL in letter.body
    assert "elsewhere.example" not in letter.body
    assert "{" not in letter.body
    assert "\n\n\n" not in letter.body


def test_whoever_changes_the_password_is_told(client, account, rf):
    account.speak("zh-hans")
    account.set_password("a long way to the river")
    account.save()
    client.post(reverse("account_login"), {"login": account.email, "password": "a long way to the river"})
    new = "another way home, by the sea"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": "a long way to the river", "password1": new, "password2": new},
    )
    assert [letter.to for letter in mail.outbox] == [["mei@example.org"]]
    assert "密码" in mail.outbox[0].subject
