-- The table of raw passages, made partitioned from the beginning, in the column types of its model. The owner's function
-- for months now finds every table of the room that is partitioned, so that a further one is not forgotten.

CREATE TABLE wagepay_punch (
    month date NOT NULL,
    punch_key bytea NOT NULL,
    person bytea NOT NULL,
    day date NOT NULL,
    at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    direction character varying(2) NOT NULL,
    way character varying(3) NOT NULL,
    metres integer NULL,
    is_outside boolean NOT NULL,
    device_id bigint NOT NULL,
    project_id bigint NOT NULL,
    region_id bigint NOT NULL,
    CONSTRAINT wagepay_punch_pkey PRIMARY KEY (month, project_id, punch_key)
) PARTITION BY RANGE (month);
CREATE INDEX punch_project_person ON wagepay_punch (project_id, person, day);

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
SELECT wagepay_add_months(DATE '2024-01-01', DATE '2027-12-01');
