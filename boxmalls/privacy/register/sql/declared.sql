-- The columns that are declared, and which of those that are there are not. Filled from the register before tables are changed.
CREATE SCHEMA IF NOT EXISTS register;
CREATE TABLE IF NOT EXISTS register.declared (
    table_name text NOT NULL,
    column_name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('personal', 'plain', 'past')),
    PRIMARY KEY (table_name, column_name)
);
GRANT USAGE ON SCHEMA register TO PUBLIC;
GRANT SELECT ON register.declared TO PUBLIC;

INSERT INTO register.declared (table_name, column_name, kind)
SELECT 'register.declared', name, 'plain' FROM unnest(ARRAY['table_name', 'column_name', 'kind']) AS name
ON CONFLICT DO NOTHING;

-- Tables, partitioned and foreign tables, materialized views, and composite types, since a value of one is columns within a column.
-- A partition holds what its root holds. Temporary tables end with who made them. A table in another schema than public is `schema.table`.
CREATE OR REPLACE FUNCTION register.undeclared() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH held AS (
        SELECT c.oid, CASE WHEN c.relispartition THEN coalesce(pg_partition_root(c.oid), c.oid) ELSE c.oid END AS root
        FROM pg_class c
        WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'f', 'm', 'c') AND c.relpersistence <> 't'
    ), named AS MATERIALIZED (
        SELECT held.oid, CASE WHEN n.nspname = 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS name
        FROM held JOIN pg_class c ON c.oid = held.root JOIN pg_namespace n ON n.oid = c.relnamespace
    )
    SELECT name || '.' || column_name FROM (
        SELECT named.name, a.attname::text AS column_name
        FROM named JOIN pg_attribute a ON a.attrelid = named.oid AND a.attnum > 0 AND NOT a.attisdropped
        EXCEPT SELECT table_name, column_name FROM register.declared
    ) AS columns
    UNION ALL
    SELECT named.name || '.*' FROM named
    WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = named.oid AND a.attnum > 0 AND NOT a.attisdropped)
      AND NOT EXISTS (SELECT FROM register.declared d WHERE d.table_name = named.name)
$$;

CREATE OR REPLACE FUNCTION register.refuse_undeclared() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found text;
BEGIN
    IF tg_tag LIKE 'DROP %' THEN
        RETURN;
    END IF;
    SELECT string_agg(name, ', ') INTO found FROM (SELECT name FROM register.undeclared() AS name ORDER BY 1 LIMIT 6) AS few;
    IF found IS NOT NULL THEN
        RAISE EXCEPTION 'Nothing is kept undeclared: %', found
              USING ERRCODE = 'PD002', HINT = 'Declare it in the personal_data.py of its room; a column that a later migration drops, in migrations/past.txt.';
    END IF;
END $$;
