#!/bin/sh
# Runs once when the database container makes its data folder: gives the four roles their passwords.
set -eu
for role in owner app audit backup; do
    name=$(printf 'PORTAL_%s_PASSWORD' "$role" | tr a-z A-Z)
    eval "password=\$$name"
    psql --quiet --username=postgres --dbname=portal --set=ON_ERROR_STOP=1 --set=password="$password" <<SQL
ALTER ROLE portal_$role PASSWORD :'password';
SQL
done
psql --quiet --username=postgres --dbname=portal --set=ON_ERROR_STOP=1 --command='ALTER DATABASE portal OWNER TO portal_owner'
