"""What an erasure leaves of orders, beside what the law holds."""

from boxmalls.privacy.register import TRACES, Why

TRACES.stay("orders.Receipt", why=Why.HOLD, words="When an order, that is held, was received.")
TRACES.stay("orders.Cancellation", why=Why.HOLD, words="When an order, that is held, was called off.")
TRACES.stay("orders.Shipment", why=Why.HOLD, words="When an order, that is held, was sent; carrier and number are emptied.")
TRACES.stay("orders.MailSent", why=Why.HOLD, words="Which mails about an order, that is held, went out.")
TRACES.stay("orders.InvoiceCounter", why=Why.BOOKS, words="That a store has written an invoice on a site in a year.")
TRACES.move("orders.InvoiceCounter", "last", why=Why.BOOKS, words="Invoices are numbered without gaps, and theirs stays.")
TRACES.move("orders.Invoice", "sequence number", why=Why.BOOKS, words="Invoices are numbered without gaps, and theirs stays.")
TRACES.move("orders.SellerDownload", "rows", why=Why.HOLD, words="How many orders were in a copy that a seller took.")
TRACES.work("orders.SellerDownload", "by", words="Who of a store took a copy of its orders.")
TRACES.stay("orders.RelayedMail", why=Why.PASSING, words="That a mail was taken, not from whom; thirty days at most.")
TRACES.stay("orders.ParcelToForget", why=Why.PASSING, words="That a courier is to forget a parcel; until it has.")
TRACES.stay("orders.LineToClose", why=Why.PASSING, words="That a session at the phone relay is to be closed; until it has been.")
