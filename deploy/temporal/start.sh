#!/bin/sh
# Fills in server.yaml from the environment and becomes the Temporal server, all four services in one process. Needs POSTGRES_ADDRESS
# (host:port), POSTGRES_USER and POSTGRES_PASSWORD (letters and digits); the rest has the usual values;
# TLS_FOLDER demands certificates (tls.yaml). docs/deployment.md explains each.
set -eu
folder=$(dirname "$(realpath "$0")")
: "${POSTGRES_ADDRESS:?host:port of the PostgreSQL of Temporal}" "${POSTGRES_USER:?}" "${POSTGRES_PASSWORD:?}"
# The address by which the other servers of the cluster reach this one, and where it listens.
export BROADCAST_ADDRESS="${BROADCAST_ADDRESS:-$(hostname -i | cut -d' ' -f1)}"
export BIND_ON_IP="${BIND_ON_IP:-0.0.0.0}"
export DYNAMIC_CONFIG="${DYNAMIC_CONFIG:-$folder/dynamic.yaml}"
export FRONTEND_PORT="${FRONTEND_PORT:-7233}" FRONTEND_RING="${FRONTEND_RING:-6933}"
export HISTORY_PORT="${HISTORY_PORT:-7234}" HISTORY_RING="${HISTORY_RING:-6934}"
export MATCHING_PORT="${MATCHING_PORT:-7235}" MATCHING_RING="${MATCHING_RING:-6935}"
export WORKER_PORT="${WORKER_PORT:-7239}" WORKER_RING="${WORKER_RING:-6939}"
# Fewer collections: a fifth less CPU for some hundred megabytes.
export GOGC="${GOGC:-800}"

umask 077
config="${TEMPORAL_CONFIG:-/tmp/temporal-server.yaml}"
if [ -n "${TLS_FOLDER:-}" ]; then
  sed "/^global:/r $folder/tls.yaml" "$folder/server.yaml" | envsubst >"$config"
else
  # Whoever reaches the frontend may do everything: only in a network that nobody else is in.
  envsubst <"$folder/server.yaml" >"$config"
fi
exec "${TEMPORAL_SERVER:-temporal-server}" --config-file "$config" --allow-no-auth start
