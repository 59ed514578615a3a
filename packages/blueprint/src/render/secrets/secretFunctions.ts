/**
 * Begins the script of a Job that writes Secrets: `random` and `create NAME KEY VALUE…`. Values stay in the pod: they are in no
 * argument of a program, no log and no file outside its memory.
 */
export const SECRET_FUNCTIONS = `set -euo pipefail
umask 077
PATH="$PATH\${JAVA_HOME:+:$JAVA_HOME/bin}"
account=/var/run/secrets/kubernetes.io/serviceaccount
{ printf 'Authorization: Bearer '; cat "$account/token"; } > /tmp/authorization

random() {
  local text
  text="$(head -c 1024 /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9')"
  printf '%s' "\${text:0:32}"
}

# ask METHOD PATH TYPE: with the body from standard input; prints the status, the answer is in /tmp/answer
ask() {
  curl --silent --show-error --retry 10 --retry-connrefused --retry-delay 2 --max-time 30 \\
    --cacert "$account/ca.crt" --header @/tmp/authorization --header "Content-Type: $3" --request "$1" \\
    --output /tmp/answer --write-out '%{http_code}' --data-binary @- \\
    "https://kubernetes.default.svc/api/v1/namespaces/$NAMESPACE/secrets$2"
}

# values KEY VALUE…: as the data of a Secret; a value that begins with @ names a file
values() {
  local data='' value
  while [ $# -gt 0 ]; do
    case "$2" in
      @*) value="$(base64 -w 0 < "\${2:1}")" ;;
      *) value="$(printf '%s' "$2" | base64 -w 0)" ;;
    esac
    data="$data\${data:+,}\\"$1\\":\\"$value\\""
    shift 2
  done
  printf '{%s}' "$data"
}

# create NAME KEY VALUE…
create() {
  local name="$1" data status
  shift
  data="$(values "$@")"
  status="$(ask POST '' application/json <<< \\
    "{\\"apiVersion\\":\\"v1\\",\\"kind\\":\\"Secret\\",\\"metadata\\":{\\"name\\":\\"$name\\",\\"labels\\":$LABELS},\\"data\\":$data}")"
  case "$status" in
    201) echo "Secret $name: made" ;;
    409) echo "Secret $name: is there already" ;;
    *) echo "Secret $name: the API answered $status: $(head -c 500 /tmp/answer)" >&2; return 1 ;;
  esac
}
`;
