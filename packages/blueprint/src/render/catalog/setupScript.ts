/**
 * Begins the script of a Job that sets a catalog up by its own API. `call METHOD PATH [EXPECTED…]` reads a body from standard
 * input, and takes as done what is there already (409 too, where it is expected).
 */
export const CALL_FUNCTION = `set -euo pipefail
umask 077
touch /tmp/headers
call() {
  local method="$1" path="$2" status
  shift 2
  status="$(curl --silent --show-error --retry 100 --retry-connrefused --retry-all-errors --retry-delay 2 --max-time 300 \\
    --request "$method" --header @/tmp/headers --header 'Content-Type: application/json' --data-binary @- \\
    --output /tmp/answer --write-out '%{http_code}' "$CATALOG$path")"
  for expected in "$@"; do
    if [ "$status" = "$expected" ]; then echo "$method $path: $status"; return; fi
  done
  echo "$method $path: the catalog answered $status: $(head -c 500 /tmp/answer)" >&2
  return 1
}
`;
