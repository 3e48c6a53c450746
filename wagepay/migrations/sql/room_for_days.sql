-- Each day of attendance writes every person's row of the month anew. With room for a second version on its page neither of
-- the two indexes is touched, and none of them grows; the table becomes no larger, because without room each day writes its
-- second half elsewhere. A month that is past gets few days more: there the rows lie closer.

CREATE OR REPLACE FUNCTION wagepay_add_months(first date, last date) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
    FOR parent IN SELECT c.relname FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid
                   WHERE c.relnamespace = 'public'::regnamespace AND c.relname LIKE 'wagepay\_%' ORDER BY c.relname LOOP
        month := date_trunc('month', first)::date;
        WHILE month <= last LOOP
            part := parent || to_char(month, '_YYYYMM');
            IF to_regclass(part) IS NULL THEN
                EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', part, parent);
                IF parent = 'wagepay_workermonth' THEN
                    EXECUTE format('ALTER TABLE %I SET (fillfactor = %s)', part, CASE WHEN month < date_trunc('month', current_date) THEN 80 ELSE 45 END);
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

DO $$
DECLARE
    part text;
BEGIN
    FOR part IN SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'wagepay_workermonth'::regclass
                   AND to_date(right(inhrelid::regclass::text, 6), 'YYYYMM') >= date_trunc('month', current_date) LOOP
        EXECUTE format('ALTER TABLE %I SET (fillfactor = 45)', part);
    END LOOP;
END
$$;

-- A batch touches one row of these two; a little room is enough for it to stay where it is.
ALTER TABLE wagepay_projectmonth SET (fillfactor = 80);
ALTER TABLE wagepay_device SET (fillfactor = 80);
