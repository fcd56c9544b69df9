"""The couriers that bring parcels."""

from dataclasses import dataclass

from config.env.service import Service, read_service

SITES = "may name the sites it is for, as sites=eu,tw, each site for one courier alone"


@dataclass(frozen=True, slots=True)
class CourierService(Service):
    """
    One courier.

    :param name: what people call it, and what stands in the ledger of disclosures.
    :param sites: the sites whose parcels it brings; none are all that no other names.
    :param codes: whether it takes a parcel by a code and writes the label itself, so that whoever hands it over learns no address.
    """

    name: str
    sites: frozenset[str]
    codes: bool

    @classmethod
    def parse(cls, url: str) -> "CourierService":
        """
        Read https://key:secret@host/v1?events=secret&name=Post&sites=eu,tw&codes=no.

        :raises ValueError: in words, when it is not that.
        """
        fields, said = read_service(url, carries="people's addresses")
        name = said.pop("name", fields["host"]).strip()[:60]
        sites = frozenset(filter(None, said.pop("sites", "").split(",")))
        codes = said.pop("codes", "yes")
        if said or codes not in ("yes", "no"):
            raise ValueError("may say name, sites and codes=no after events, and nothing else")
        return cls(**fields, name=name, sites=sites, codes=codes == "yes")


def parse_couriers(text: str) -> tuple[CourierService, ...]:
    """
    Read the addresses of couriers, with spaces between.

    :raises ValueError: in words, when one is none, or two have one name or one site.
    """
    found = tuple(CourierService.parse(url) for url in text.split())
    places = [site for each in found for site in each.sites or ("",)]
    if len({each.name.lower() for each in found}) < len(found) or len(set(places)) < len(places):
        raise ValueError(SITES)
    return found
