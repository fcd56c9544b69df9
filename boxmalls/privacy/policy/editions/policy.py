"""The policy as a text that has editions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.models import Acceptance, PolicyText, PolicyTranslation, PolicyVersion, Sentence

from .aligning import Said
from .works import POLICY, WORKS, Beginning, Work


def said_in(text: PolicyText) -> list[Said]:
    """The sentences of a kept text."""
    return [Said(sid, words) for sid, words in Sentence.objects.filter(text=text).order_by("position").values_list("sid", "words")]


def _begin(new: Beginning) -> PolicyVersion:
    version = PolicyVersion.objects.create(
        site_code=new.site_code,
        number=new.number,
        text=new.binding.text,
        published_at=new.at,
        edition=new.edition,
        asks=new.proposal.asks,
        reworded=new.proposal.reworded,
    )
    PolicyTranslation.objects.bulk_create(PolicyTranslation(version=version, language=each.language, text=each.text) for each in new.translations)
    return version


def _versions() -> Any:
    return PolicyVersion.objects.all()


def _acceptances() -> Any:
    return Acceptance.objects.all()


THE_POLICY = WORKS.declare(Work(POLICY, _("Privacy policy"), "/policy", versions=_versions, acceptances=_acceptances, said_in=said_in, begin=_begin))
