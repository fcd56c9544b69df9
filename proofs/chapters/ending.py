"""Moving in and out: a download from another shop is brought, a hold is lifted, a child's account is closed, somebody is erased."""

import io
import re
import uuid
import zipfile
from typing import TYPE_CHECKING

from proofs.chapters.beginning import tell_about_oneself
from proofs.walks import went

if TYPE_CHECKING:
    from proofs.chapters.cast import Cast

NUMBER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def happens(cast: "Cast") -> None:
    """The mover is brought as they were elsewhere, and the account that was here is erased; a hold and a childhood end."""
    _move(cast)
    went(cast.desk("officer").post(cast.numbers["hold"]))
    _close_the_childs(cast)
    _leave_the_desks(cast)
    cast.ground.settle()


def _move(cast: "Cast") -> None:
    """A download as another shop would have written it, with numbers of its own, is taken in; the account of before goes."""
    ground, canary = cast.ground, cast.mover
    ground.open_account(canary.visitor, canary.who)
    tell_about_oneself(canary)
    download = canary.visitor.submit(canary.visitor.get("/your-data"), "/your-data/download").body
    path = ground.home.parent / f"{ground.home.name}.zip"
    path.write_bytes(_from_elsewhere(download))
    try:
        ground.run("manage", "import_person", str(path))
    finally:
        path.unlink()
    went(canary.visitor.submit(canary.visitor.get("/your-data/erase"), "word", word="erase"))


def _from_elsewhere(download: bytes) -> bytes:
    """The same with other numbers throughout."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(download)) as packed, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in packed.infolist():
            content = packed.read(entry)
            if entry.filename.endswith(".json"):
                content = NUMBER.sub(lambda found: str(uuid.uuid5(uuid.NAMESPACE_OID, found[0])), content.decode()).encode()
            archive.writestr(entry, content)
    return held.getvalue()


def _close_the_childs(cast: "Cast") -> None:
    """The guardian tells; the plan is read, the account closed."""
    officer, child = cast.desk("officer"), cast.child.who
    plan = went(officer.submit(officer.get("/office/children"), "/office/children", email=child.email, how="guardian", button="1"))
    went(officer.submit(plan, "/office/children", "sure", guardian=cast.parent.who.email, sure="on"))


def _leave_the_desks(cast: "Cast") -> None:
    """The clerk works nowhere any more, so that no later proof finds a stranger at a desk; there is no page for it."""
    ground = cast.ground
    [(person,)] = ground.rows("SELECT person_id FROM signin_user WHERE email = %s", cast.clerk.who.email, cluster="safe")
    for table in ("sellers_teammember", "accounts_staff"):
        ground.force(f"DELETE FROM {table} WHERE person_id = %s", person)
