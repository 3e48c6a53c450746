-- The four database roles. Run once per server by a superuser; safe to repeat. Passwords are set apart from this file.
-- portal_owner  owns the database and every table: migrations and partitions only
-- portal_app    web and worker: reads and writes rows, owns nothing, cannot bypass row security, cannot TRUNCATE
-- portal_audit  reads the audit trail and writes its seals
-- portal_backup reads everything for pg_dump, writes nothing
DO $roles$
DECLARE
    role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['portal_owner', 'portal_app', 'portal_audit', 'portal_backup'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I', role);
        END IF;
    END LOOP;
END
$roles$;

ALTER ROLE portal_owner LOGIN NOSUPERUSER CREATEDB NOCREATEROLE NOBYPASSRLS;
ALTER ROLE portal_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOINHERIT;
ALTER ROLE portal_audit LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOINHERIT;
ALTER ROLE portal_backup LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS NOINHERIT;
ALTER ROLE portal_backup SET default_transaction_read_only = on;
