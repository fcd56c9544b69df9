DROP TRIGGER ledger_stamp_transaction ON ledger_transaction;
DROP TRIGGER ledger_post_entries ON ledger_entry;
DROP TRIGGER ledger_keep_balance_new ON ledger_account;
DROP TRIGGER ledger_keep_balance ON ledger_account;
DROP TRIGGER ledger_refuse_change ON ledger_entry;
DROP TRIGGER ledger_refuse_change ON ledger_transaction;
DROP TRIGGER ledger_refuse_change ON ledger_account;
DROP FUNCTION ledger_stamp_transaction, ledger_post_entries, ledger_keep_balance, ledger_refuse_change;
