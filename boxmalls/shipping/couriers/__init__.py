"""Couriers behind one interface: they are told where a parcel goes, so that whoever hands it over need not know."""
