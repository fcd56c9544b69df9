"""Requests by email, from a real mail server: taken once, whatever happens in between; hostile mails harm nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from django.core import mail as django_mail
from hypothesis import given, settings
from hypothesis import strategies as st

from boxmalls.accounts.testing import make_account
from boxmalls.base.mailbox import letter as letters
from boxmalls.base.mailbox.box import MailboxDoesNotAnswer
from boxmalls.base.mailbox.letter import read_letter
from boxmalls.privacy_office.actions.proving import candidates
from boxmalls.privacy_office.actions.stepping import Actor, take_step
from boxmalls.privacy_office.actions.writing import send_words
from boxmalls.privacy_office.mailbox import taking
from boxmalls.privacy_office.mailbox.guessing import guess_kind
from boxmalls.privacy_office.mailbox.taking import poll
from boxmalls.privacy_office.models import Message, Request, SealedFile, TakenMail
from boxmalls.privacy_office.rules import State, Told, Verb
from boxmalls.privacy_office.testing import make_proven_request
from boxmalls.sites.testing import make_sites
from tests.dovecot import Server, open_server

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
AT = datetime(2026, 4, 6, 9, 30, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with open_server(why="for requests by email") as running:
        yield running


@pytest.fixture(autouse=True)
def _sites() -> None:
    make_sites()


def letter(subject: str = "My data", words: str = "Send me a copy of my data.", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = headers.pop("sender", "Lena Krause <lena@example.org>")
    message["To"] = headers.pop("to", "privacy@my.boxmalls.example")
    message["Subject"] = subject
    message["Message-ID"] = headers.pop("name", f"<{abs(hash((subject, words)))}@example.org>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(words)
    return message


def test_a_mail_becomes_a_request_of_the_site_that_it_was_sent_to_and_is_confirmed(server: Server) -> None:
    owner = make_account("lena@example.org")
    server.deliver("first", bytes(letter()), at=AT)
    box = server.mailbox("first")
    assert poll(box, at=AT) == {"request": 1}
    request = Request.objects.get()
    assert (request.channel, request.site_code, request.kind, request.email, request.name) == ("email", "my", "access", "lena@example.org", "Lena Krause")
    assert request.person_id != owner.pk
    assert [each.person_id for each in candidates(request)] == [owner.pk]
    assert request.acknowledged_on is not None
    assert send_words(at=AT) == 1
    assert django_mail.outbox[-1].to == ["lena@example.org"]
    assert poll(box, at=AT) == {}
    assert b"\\Seen" in server.flags("first")[0]


@pytest.mark.parametrize("subject", ["Privacy Complaint", "RE: privacy  complaint about order", "=?utf-8?q?Privacy_Complaint?="])
def test_what_is_headed_privacy_complaint_arrives_as_one(server: Server, subject: str) -> None:
    user = f"complaint{abs(hash(subject))}"
    server.deliver(user, bytes(letter(subject, "You mail me too often.")))
    poll(server.mailbox(user), at=AT)
    assert Request.objects.get().kind == "complain"


def test_a_crash_between_fetching_and_storing_loses_nothing_and_doubles_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        server.deliver("crash", bytes(letter(f"Question {number}", "Please answer.")))
    box = server.mailbox("crash")
    real, tries = taking._file, iter(range(100))

    def dies(*given: object) -> object:
        if next(tries) in (1, 2):
            raise KeyboardInterrupt
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(taking, "_file", dies)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            poll(box, at=AT)
    assert poll(box, at=AT) == {"request": 3}
    assert sorted(message.words.split("\n")[0] for message in Message.objects.filter(ours=False)) == [f"Question {number}" for number in range(4)]


def test_a_mail_that_comes_twice_or_is_numbered_anew_is_taken_once(server: Server) -> None:
    raw = bytes(letter("Once"))
    server.deliver("twice", raw)
    server.deliver("twice", b"Received: from elsewhere\r\n" + raw)
    box = server.mailbox("twice")
    assert poll(box, at=AT) == {"request": 1, "again": 1}
    server.count_anew("twice")
    assert set(poll(box, at=AT)) == {"again"}
    assert (Request.objects.count(), TakenMail.objects.exclude(outcome="again").count()) == (1, 1)


def test_positive_control_without_knowing_mails_by_what_they_are_one_is_taken_twice(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = iter(range(100))
    monkeypatch.setattr(letters, "_digest", lambda _message, _raw: next(numbers).to_bytes(4))
    server.deliver("control", bytes(letter("Once")))
    server.deliver("control", bytes(letter("Once")))
    assert poll(server.mailbox("control"), at=AT) == {"request": 2}


def test_an_answer_finds_its_request_by_number_and_address_and_nobody_elses(server: Server) -> None:
    request = make_proven_request(make_account("lena@example.org", at=AT), email="lena@example.org", at=AT)
    take_step(request_id=request.pk, verb=Verb.ASK_CLARITY, told=Told("Which order?"), actor=Actor(None, "staff"), at=AT)
    server.deliver("answer", bytes(letter(f"Re: [{request.number}]", "The one of May.", sender="mallory@example.org")))
    server.deliver("answer", bytes(letter(f"Re: [{request.number}]", "The one of March.")))
    assert poll(server.mailbox("answer"), at=AT) == {"request": 1, "reply": 1}
    request.refresh_from_db()
    assert request.state == State.WORKING
    assert "The one of March." in request.messages.last().words
    assert Request.objects.exclude(pk=request.pk).get().email == "mallory@example.org"


def test_machines_get_no_number_and_no_answer(server: Server) -> None:
    for number, headers in enumerate(({"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"Return_Path": "<>"}, {"List_Id": "<news.example.org>"})):
        server.deliver("machine", bytes(letter(f"Away {number}", "I am away.", **headers)))
    assert poll(server.mailbox("machine"), at=AT) == {"machine": 4}
    assert not Request.objects.exists()
    assert not Message.objects.exists()


def test_attachments_are_kept_sealed_and_what_we_do_not_take_is_counted(server: Server) -> None:
    message = letter("Delete my account", "My form is attached.")
    message.add_attachment(PNG, maintype="image", subtype="png", filename="../../etc/form.png")
    message.add_attachment(b"MZ\x90\0evil", maintype="image", subtype="png", filename="form2.png")
    message.add_attachment(b"\x89PNG\r\n\x1a\n" + b"\0" * letters.MOST_FILE_BYTES, maintype="image", subtype="png", filename="large.png")
    server.deliver("files", bytes(message))
    poll(server.mailbox("files"), at=AT)
    request = Request.objects.get()
    file = SealedFile.objects.get()
    assert (request.kind, file.request_id, file.content, file.name, file.media_type) == ("delete", request.pk, PNG, ".._.._etc_form.png", "image/png")
    assert PNG not in bytes(file.__dict__["content"])
    assert "2 attachments left out" in request.asked


def test_a_mail_that_is_too_large_is_taken_by_its_head(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "MOST_BYTES", 2000)
    server.deliver("large", bytes(letter("Access please", "word " * 2000)))
    poll(server.mailbox("large"), at=AT)
    request = Request.objects.get()
    assert "Access please" in request.asked
    assert "too large" in request.asked


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_the_way_there_can_be_locked_and_a_stranger_in_the_middle_is_refused(server: Server, tls: str) -> None:
    server.deliver(f"locked-{tls}", bytes(letter(f"By {tls}")))
    with pytest.raises(MailboxDoesNotAnswer):
        poll(server.mailbox(f"locked-{tls}", tls, trusted=False), at=AT)  # type: ignore[arg-type]
    assert not Request.objects.exists()
    assert poll(server.mailbox(f"locked-{tls}", tls), at=AT) == {"request": 1}  # type: ignore[arg-type]


def test_a_server_that_is_away_is_said_to_be() -> None:
    from config.env.mailbox import Mailbox

    with pytest.raises(MailboxDoesNotAnswer):
        poll(Mailbox.parse("imap://a:b@127.0.0.1:9/INBOX"), at=AT)


HOSTILE = [
    b"",
    b"\0\0\0",
    b"Subject: =?utf-8?b?////?=\r\nFrom: =?x-unknown?q?=FF=FE?= <a@b.example>\r\n\r\n\xff\xfe\0",
    b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n<script>steal()</script><style>x</style><p>Delete me<br>now &amp; here",
    b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" * 300,
    b"From: a@b.example, c@d.example <script>\r\nSubject: a\r\n b\r\n\tc\r\n\r\nx",
    b"From: \xe2\x80\xaegro.elpmaxe@anel <lena@example.org>\r\nSubject: \xe2\x80\xae\xe2\x80\x8b\r\n\r\nhi",
    b'Content-Type: text/plain; charset="no-such"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!',
    b"Content-Type: message/rfc822\r\n\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nx",
    b"From: " + b"a" * 100_000 + b"@b.example\r\nSubject: " + b"s" * 100_000 + b"\r\n\r\n" + b"w" * 1_000_000,
    b"Content-Disposition: attachment; filename*=utf-8''%FF%FE; filename*0=\"a\r\n\r\n\x89PNG\r\n\x1a\n",
    b'Date: yesterday\r\nMessage-ID: <\0>\r\nTo: "\r\n\r\nx',
]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_mails_are_read_as_bounded_text(number: int) -> None:
    read = read_letter(HOSTILE[number])
    assert len(read.words) <= letters.MOST_WORDS
    assert len(read.subject) <= 300
    assert "\0" not in read.words + read.subject + read.name + read.sender
    assert "steal()" not in read.words
    assert "\u202e" not in read.name + read.subject


def test_hostile_mails_become_requests_and_stop_nothing(server: Server) -> None:
    for raw in HOSTILE[2:]:
        server.deliver("hostile", raw)
    server.deliver("hostile", bytes(letter("After all that", "Still here?")))
    taken = poll(server.mailbox("hostile"), at=AT)
    assert sum(taken.values()) == len(HOSTILE) - 1
    assert Message.objects.filter(ours=False).count() == taken["request"]
    assert any("Still here?" in (message.words or "") for message in Message.objects.filter(ours=False))


@given(st.binary(max_size=2000))
@settings(max_examples=200, deadline=None)
def test_any_bytes_at_all_are_read(raw: bytes) -> None:
    read = read_letter(raw)
    assert len(read.digest) == 32
    assert len(read.words) <= letters.MOST_WORDS


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Please erase everything", "delete"),
        ("請刪除我的資料", "delete"),
        ("個人情報の開示を求めます", "access"),
        ("Sila betulkan alamat saya", "correct"),
        ("Who has my data?", "who"),
        ("Hello", "other"),
    ],
)
def test_what_is_asked_is_guessed_where_it_is_plain(words: str, kind: str) -> None:
    assert guess_kind(words) == kind
