-- The database keeps the books: entries sum to zero, move the balances, and stay.

CREATE FUNCTION ledger_stamp_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.written_by := pg_current_xact_id()::text::bigint;   -- whatever the writer says
    RETURN NEW;
END $$;

CREATE TRIGGER ledger_stamp_transaction BEFORE INSERT ON ledger_transaction
    FOR EACH ROW EXECUTE FUNCTION ledger_stamp_transaction();


CREATE FUNCTION ledger_post_entries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stranger uuid;
BEGIN
    SELECT t.id INTO stranger
      FROM (SELECT DISTINCT transaction_id FROM added) a JOIN ledger_transaction t ON t.id = a.transaction_id
     WHERE t.written_by <> pg_current_xact_id()::text::bigint LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'transaction % was closed when its database transaction ended', stranger
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_joins_open_transaction';
    END IF;

    -- lock in one order, so that two sales over the same sellers wait for each other instead of dying
    PERFORM 1 FROM ledger_account WHERE id IN (SELECT account_id FROM added) ORDER BY id FOR NO KEY UPDATE;

    SELECT a.transaction_id INTO stranger
      FROM added a JOIN ledger_account c ON c.id = a.account_id
     GROUP BY a.transaction_id, c.unit HAVING sum(a.amount_minor) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the entries of transaction % do not sum to zero', stranger
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entries_sum_to_zero';
    END IF;

    UPDATE ledger_account c SET balance_minor = c.balance_minor + s.amount
      FROM (SELECT account_id, sum(amount_minor) AS amount FROM added GROUP BY account_id) s
     WHERE c.id = s.account_id AND s.amount <> 0;
    RETURN NULL;
END $$;

CREATE TRIGGER ledger_post_entries AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_post_entries();


CREATE FUNCTION ledger_keep_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.balance_minor = 0 THEN RETURN NEW; END IF;
    ELSIF NEW.balance_minor = OLD.balance_minor AND NEW.unit = OLD.unit AND NEW.kind = OLD.kind THEN
        RETURN NEW;
    ELSIF pg_trigger_depth() > 1 AND NEW.unit = OLD.unit AND NEW.kind = OLD.kind THEN
        RETURN NEW;   -- the entries' trigger
    END IF;
    RAISE EXCEPTION 'only entries move the balance of an account'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_account_moved_by_entries';
END $$;

CREATE TRIGGER ledger_keep_balance_new BEFORE INSERT ON ledger_account
    FOR EACH ROW EXECUTE FUNCTION ledger_keep_balance();
CREATE TRIGGER ledger_keep_balance BEFORE UPDATE OF balance_minor, unit, kind ON ledger_account
    FOR EACH ROW EXECUTE FUNCTION ledger_keep_balance();


CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('boxmalls.books_maintenance', true) = 'on'
       AND pg_has_role((SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'the books are written once: % on % is refused', lower(TG_OP), TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER ledger_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transaction
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_refuse_change BEFORE DELETE OR TRUNCATE ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'boxmalls_app') THEN
        REVOKE UPDATE, DELETE, TRUNCATE ON ledger_entry, ledger_transaction FROM boxmalls_app;
        REVOKE DELETE, TRUNCATE ON ledger_account FROM boxmalls_app;
    END IF;
END $$;
