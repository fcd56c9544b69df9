"""What an erasure leaves of payments, beside what the law holds."""

from boxmalls.privacy.register import TRACES, Why

TRACES.stay("payments.Share", why=Why.BOOKS, words="Who got what of a payment that is held: stores and the shop.")
TRACES.stay("payments.TransferLapse", why=Why.BOOKS, words="That a payment, that is held, did not come.")
TRACES.stay("payments.Refund", why=Why.BOOKS, words="That a payment, that is held, was taken back.")
TRACES.work("payments.TransferConfirmation", "staff_id", words="Nobody: that money came stays, and who saw it is forgotten.")
