-- Month partitions of the large tables. A parent is made from the empty plain table that the migration has just created,
-- so that Django's column types, checks and index names hold. Application roles reach the rows through the parent alone:
-- the parent's row security would not bind whoever may read a partition directly.

CREATE FUNCTION wagepay_partition(plain text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    statements text[];
    statement text;
BEGIN
    SELECT array_agg(coalesce('ALTER TABLE ' || quote_ident(plain) || ' ADD CONSTRAINT ' || quote_ident(con.conname) || ' '
                              || pg_get_constraintdef(con.oid), pg_get_indexdef(i.indexrelid)))
      INTO statements
      FROM pg_index i LEFT JOIN pg_constraint con ON con.conindid = i.indexrelid AND con.conrelid = i.indrelid
     WHERE i.indrelid = plain::regclass;
    EXECUTE format('ALTER TABLE %I RENAME TO %I', plain, plain || '_plain');
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE) PARTITION BY RANGE (month)',
                   plain, plain || '_plain');
    EXECUTE format('DROP TABLE %I', plain || '_plain');
    FOREACH statement IN ARRAY statements LOOP
        EXECUTE statement;
    END LOOP;
END
$$;

-- Adds the missing months of every partitioned table of the room. The daily work calls it as the application role, hence
-- SECURITY DEFINER with a fixed path and narrow bounds. A partition is built apart and attached, which does not stop readers.
CREATE FUNCTION wagepay_add_months(first date, last date) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    parent text;
    part text;
    month date;
    made integer := 0;
BEGIN
    IF first < DATE '2015-01-01' OR last > current_date + 3660 OR last < first THEN
        RAISE EXCEPTION 'months from % to % are out of bounds', first, last;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('wagepay_add_months'));
    FOREACH parent IN ARRAY ARRAY['wagepay_attendanceday', 'wagepay_attendancemonth', 'wagepay_payrollline', 'wagepay_paymentline',
                                  'wagepay_accountentry', 'wagepay_workermonth'] LOOP
        month := date_trunc('month', first)::date;
        WHILE month <= last LOOP
            part := parent || to_char(month, '_YYYYMM');
            IF to_regclass(part) IS NULL THEN
                EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', part, parent);
                IF parent = 'wagepay_workermonth' THEN
                    EXECUTE format('ALTER TABLE %I SET (fillfactor = 80)', part);
                END IF;
                EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
                EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
                EXECUTE format('REVOKE ALL ON TABLE %I FROM PUBLIC, portal_app, portal_audit', part);
                EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                               parent, part, month, (month + interval '1 month')::date);
                made := made + 1;
            END IF;
            month := (month + interval '1 month')::date;
        END LOOP;
    END LOOP;
    RETURN made;
END
$$;
REVOKE ALL ON FUNCTION wagepay_add_months(date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION wagepay_add_months(date, date) TO portal_app;

SELECT wagepay_partition('wagepay_attendanceday'), wagepay_partition('wagepay_attendancemonth'), wagepay_partition('wagepay_payrollline'),
       wagepay_partition('wagepay_paymentline'), wagepay_partition('wagepay_accountentry'), wagepay_partition('wagepay_workermonth');
DROP FUNCTION wagepay_partition(text);
SELECT wagepay_add_months(DATE '2024-01-01', DATE '2027-12-01');
