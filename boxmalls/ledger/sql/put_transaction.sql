INSERT INTO ledger_transaction (id, kind, reference, at) VALUES (%s, %s, %s, %s)
