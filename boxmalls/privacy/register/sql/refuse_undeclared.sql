-- Only a superuser may set this, and nobody else can lift it. It fires whoever changes the tables, from psql and during replication too.
DROP EVENT TRIGGER IF EXISTS refuse_undeclared;
CREATE EVENT TRIGGER refuse_undeclared ON ddl_command_end EXECUTE FUNCTION register.refuse_undeclared();
ALTER EVENT TRIGGER refuse_undeclared ENABLE ALWAYS;
