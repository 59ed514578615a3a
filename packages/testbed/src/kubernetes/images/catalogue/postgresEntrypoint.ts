/** Does what the script of this name in the official image does for a server that is not started by root. */
export const POSTGRES_ENTRYPOINT = `#!/bin/bash
set -euo pipefail

# NAME, or what the file NAME_FILE has
variable() {
  local file="$1_FILE"
  if [ -n "\${!1:-}" ] && [ -n "\${!file:-}" ]; then
    echo "Both $1 and $file are set" >&2
    exit 1
  fi
  if [ -n "\${!1:-}" ]; then printf '%s' "\${!1}"
  elif [ -n "\${!file:-}" ]; then cat "\${!file}"
  else printf '%s' "\${2:-}"; fi
}

if [ "\${1:0:1}" = - ]; then set -- postgres "$@"; fi
if [ "$1" != postgres ]; then exec "$@"; fi
set -- "$@" -c unix_socket_directories=/run/postgresql
case " $* " in *listen_addresses*) ;; *) set -- "$@" -c listen_addresses='*' ;; esac

mkdir -p "$PGDATA"
# Kubernetes lets the group of a volume (fsGroup) write, with which PostgreSQL refuses to start.
chmod 00700 "$PGDATA" || :

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  user=$(variable POSTGRES_USER postgres)
  password=$(variable POSTGRES_PASSWORD)
  database=$(variable POSTGRES_DB "$user")
  if [ -z "$password" ]; then
    echo 'Error: Database is uninitialized and superuser password is not specified. Set POSTGRES_PASSWORD.' >&2
    exit 1
  fi
  initdb --pgdata="$PGDATA" --username="$user" --pwfile=<(printf '%s\\n' "$password") \\
    --encoding=UTF8 --locale=C --auth-local=trust --auth-host=scram-sha-256 --no-instructions \${POSTGRES_INITDB_ARGS:-}
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  pg_ctl --pgdata="$PGDATA" --wait --options="-c listen_addresses='' -c unix_socket_directories=/run/postgresql" start
  run() { psql --set=ON_ERROR_STOP=1 --no-psqlrc --host=/run/postgresql --username="$user" "$@"; }
  if [ "$database" != postgres ]; then
    run --dbname=postgres --set=name="$database" <<<'CREATE DATABASE :"name";'
  fi
  for file in /docker-entrypoint-initdb.d/*; do
    case $file in
      *.sh) echo "running $file"; PGHOST=/run/postgresql bash "$file" ;;
      *.sql) echo "running $file"; run --dbname="$database" --file="$file" ;;
    esac
  done
  pg_ctl --pgdata="$PGDATA" --mode=fast --wait stop
  echo 'PostgreSQL init process complete; ready for start up.'
fi
exec "$@"
`;
