import type { Lakehouse } from '../../document';
import { makeCertificate, MAKE_PASSWORD } from '../secrets/secretsScript';
import { SECRET_FUNCTIONS } from '../secrets/secretFunctions';
import { SIGNED_REQUEST } from '../storage/signedRequest';
import type { RotationPlan } from './rotatedSecrets';

/** Where the containers of the pod hand values on: in memory. */
export const HANDED_ON = '/rotation';

/** The key of the Secret of the rotation, and the name of the file, for a value. */
export const entryOf = (secret: string, key: string) => `${secret}.${key}`;

/**
 * Makes the values that are to be, and keeps them in a Secret of their own until all have them: a rotation that is interrupted
 * goes on with the same ones, whoever has them already.
 *
 * @param secret - Of the rotation.
 */
export function prepareScript(
  lakehouse: Lakehouse,
  { rotated }: RotationPlan,
  secret: string,
): string {
  const users = `${lakehouse.name}-trino-users`;
  const tls = `${lakehouse.name}-trino-tls`;
  const values: Record<string, string> = {
    [entryOf(users, 'password')]: '"$password"',
    [entryOf(users, 'password.db')]: '"admin:$hash"',
    [entryOf(tls, 'keystore-password')]: '"$store_password"',
    [entryOf(tls, 'keystore.p12')]: '@/tmp/server.p12',
    [entryOf(tls, 'ca.crt')]: '@/tmp/ca.crt',
  };
  const entries = rotated.flatMap(({ name, keys }) =>
    keys.map(key => entryOf(name, key)),
  );
  return `#!/bin/bash
# Makes the values that the Secrets of the lakehouse are to have. Safe to run again.
${SECRET_FUNCTIONS}
${[
  ...(rotated.some(({ name }) => name === users) ? [MAKE_PASSWORD] : []),
  ...(rotated.some(({ name }) => name === tls)
    ? [makeCertificate(lakehouse)]
    : []),
].join('\n')}
create ${secret} ${entries
    .map(entry => `${entry} ${values[entry] ?? '"$(random)"'}`)
    .join(' ')}
status="$(ask GET '/${secret}?pretty=true' application/json < /dev/null)"
if [ "$status" != 200 ]; then echo "Secret ${secret}: the API answered $status" >&2; exit 1; fi
for entry in ${entries.join(' ')}; do
  value="$(sed -n "s|^ *\\"$entry\\": *\\"\\([A-Za-z0-9+/=]*\\)\\",\\{0,1\\}$|\\1|p" /tmp/answer | head -n 1)"
  if [ -z "$value" ]; then echo "Secret ${secret} has no $entry" >&2; exit 1; fi
  printf '%s' "$value" | base64 -d > "${HANDED_ON}/$entry"
done
rm /tmp/answer
`;
}

/** Gives the user of PostgreSQL the password that is to be. The value is in no argument, and not in the log of the server. */
export function databaseScript(secret: string): string {
  return `set -eu
next="${HANDED_ON}/${entryOf(secret, 'password')}"
ask() { psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --host="$HOST" --username="$DATABASE_USER" --dbname="$DATABASE"; }
if echo 'SELECT 1;' | PGPASSWORD="$(cat "$next")" ask > /dev/null 2>&1; then
  echo 'PostgreSQL has the new password already'
  exit
fi
PGPASSWORD="$DATABASE_PASSWORD" ask <<END
SET log_statement = 'none';
SET log_min_error_statement = 'panic';
\\set next '$(cat "$next")'
ALTER ROLE CURRENT_USER PASSWORD :'next';
END
echo 'PostgreSQL: the user of the catalog has another password'
`;
}

/** Gives the user of the store the key that is to be. One access key has one secret key: the old one ends with it. */
export function storeScript(secret: string): string {
  return `${SIGNED_REQUEST}next="$(cat "${HANDED_ON}/${entryOf(
    secret,
    'secret-key',
  )}")"
: > /tmp/body
if [ "$(send GET / "$ACCESS_KEY" "$next")" = 200 ]; then
  echo 'The store has the new key already'
  exit
fi
printf '<MutableProps><Secret>%s</Secret></MutableProps>' "$next" > /tmp/body
status="$(send PATCH "/update-user?access=$ACCESS_KEY" "$ROOT_ACCESS_KEY" "$ROOT_SECRET_KEY")"
if [ "$status" != 200 ]; then
  echo "The store answered $status: $(head -c 500 /tmp/answer)" >&2
  exit 1
fi
echo 'Store: the user of the lakehouse has another key'
`;
}

/** Writes the values into their Secrets, now that all have them, and removes the Secret of the rotation. */
export function finishScript(
  { rotated }: RotationPlan,
  secret: string,
): string {
  return `#!/bin/bash
# Writes the values into the Secrets of the lakehouse. Safe to run again.
${SECRET_FUNCTIONS}
# put NAME KEY VALUE…
put() {
  local name="$1" data status
  shift
  data="$(values "$@")"
  status="$(ask PATCH "/$name" application/merge-patch+json <<< "{\\"data\\":$data}")"
  if [ "$status" != 200 ]; then
    echo "Secret $name: the API answered $status: $(head -c 500 /tmp/answer)" >&2
    return 1
  fi
  rm /tmp/answer
  echo "Secret $name: made anew"
}
${rotated
  .map(
    ({ name, keys }) =>
      `put ${name} ${keys
        .map(key => `${key} @${HANDED_ON}/${entryOf(name, key)}`)
        .join(' ')}`,
  )
  .join('\n')}
status="$(ask DELETE '/${secret}' application/json < /dev/null)"
case "$status" in
  200|404) echo 'Done' ;;
  *) echo "Secret ${secret}: the API answered $status" >&2; exit 1 ;;
esac
`;
}
