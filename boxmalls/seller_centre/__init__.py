"""The seller's desk: parcels to send, listings, imports, payouts. A buyer appears only as far as sending a parcel needs."""
