-- The orders of batches are partitioned by wage month like the lines they come from. The parent is made from the empty plain
-- table that the migration has just created, so that Django's column types, checks and index names hold.
DO $$
DECLARE
    statements text[];
    statement text;
BEGIN
    SELECT array_agg(coalesce('ALTER TABLE wagepay_paymentorder ADD CONSTRAINT ' || quote_ident(con.conname) || ' ' || pg_get_constraintdef(con.oid),
                              pg_get_indexdef(i.indexrelid)))
      INTO statements
      FROM pg_index i LEFT JOIN pg_constraint con ON con.conindid = i.indexrelid AND con.conrelid = i.indrelid
     WHERE i.indrelid = 'wagepay_paymentorder'::regclass;
    CREATE TEMPORARY TABLE shape_of_orders (LIKE wagepay_paymentorder INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE);
    DROP TABLE wagepay_paymentorder;
    CREATE TABLE wagepay_paymentorder (LIKE shape_of_orders INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE) PARTITION BY RANGE (month);
    DROP TABLE shape_of_orders;
    FOREACH statement IN ARRAY statements LOOP
        EXECUTE statement;
    END LOOP;
END
$$;
SELECT wagepay_add_months(DATE '2024-01-01', DATE '2027-12-01');
