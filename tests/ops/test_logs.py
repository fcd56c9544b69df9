"""What the parts say: JSON in the file, and nothing there that people told us."""

import json

from ops.supervisor.logs import KEPT, LogFile, as_record


def test_the_products_own_lines_are_kept_as_they_are():
    assert as_record('{"event": "order placed", "level": "info", "rows": 2}', part="web", careful=True) == {
        "part": "web",
        "event": "order placed",
        "level": "info",
        "rows": 2,
    }


def test_of_a_foreign_line_only_what_cannot_hold_a_persons_data_is_kept():
    lines = {
        "[INFO] Started worker-1": "[INFO] Started worker-1",
        "Traceback (most recent call last):": "Traceback (most recent call last):",
        '  File "/srv/shop/views.py", line 7, in page': '  File "/srv/shop/views.py", line 7, in page',
        "    find(email='mia@example.org')": "(33 characters)",
        "ValueError: mia@example.org is no number": "ValueError",
        "django.db.utils.IntegrityError: Key (email)=(mia@example.org) exists": "django.db.utils.IntegrityError",
        "DETAIL:  Key (email)=(mia@example.org) exists": "(45 characters)",
    }
    assert {line: as_record(line, part="web", careful=True)["event"] for line in lines} == lines


def test_before_the_shop_is_open_everything_is_kept_so_that_a_failed_start_can_be_understood():
    assert as_record("ImportError: no module named x", part="web", careful=False)["event"] == "ImportError: no module named x"


def test_lines_come_whole_and_a_full_file_is_turned_over(tmp_path, monkeypatch):
    monkeypatch.setattr("ops.supervisor.logs.LARGEST", 200)
    log = LogFile(tmp_path / "web.log", part="web", show=lambda _: None)
    for number in range(8):
        log.feed(b"[INFO] line ")
        log.feed(f"{number}\n".encode())
    log.close()
    kept = sorted(tmp_path.glob("web.log*"))
    assert len(kept) > 1
    said = [json.loads(line)["event"] for path in kept for line in path.read_text().splitlines()]
    assert sorted(said) == [f"[INFO] line {number}" for number in range(8)]


def test_the_console_is_not_flooded(tmp_path):
    shown = []
    log = LogFile(tmp_path / "web.log", part="web", show=shown.append)
    log.careful = True
    log.feed(b"[ERROR] again\n" * 1000)
    log.close()
    assert 0 < len(shown) < 20


def test_a_log_is_begun_anew_each_week_and_the_oldest_of_five_goes(tmp_path):
    path = tmp_path / "web.log"
    for week in range(KEPT + 2):
        path.write_text(json.dumps({"at": "2026-01-01T00:00:00+00:00", "event": f"week {week}"}) + "\n")
        log = LogFile(path, part="web", show=print)
        log.feed(b"a line\n")
        log.close()
    names = sorted(each.name for each in tmp_path.iterdir())
    assert names == ["web.log", *(f"web.log.{number}" for number in range(1, KEPT + 1))]
    assert "week 0" not in "".join(each.read_text() for each in tmp_path.iterdir())
    assert '"week 6"' in (tmp_path / "web.log.1").read_text()
