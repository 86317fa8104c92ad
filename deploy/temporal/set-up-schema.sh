#!/bin/sh
# Makes the two databases of the Temporal server and brings their tables to the tool's version. Safe to repeat: run it before the first
# start, and before each newer server. Needs SQL_HOST, SQL_PORT, SQL_USER and SQL_PASSWORD; the user must be allowed to create databases.
set -eu
export SQL_PLUGIN=postgres12_pgx
tool=${TEMPORAL_SQL_TOOL:-temporal-sql-tool}
for names in temporal:temporal temporal_visibility:visibility; do
  export SQL_DATABASE="${names%:*}"
  "$tool" create-database
  "$tool" setup-schema --version 0.0
  "$tool" update-schema --schema-name "postgresql/v12/${names#*:}"
done
