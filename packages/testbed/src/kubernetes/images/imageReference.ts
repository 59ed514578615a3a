/**
 * The whole name of an image, as container runtimes keep it: `postgres` is `docker.io/library/postgres:latest`.
 *
 * @throws Error where it can't be one, or names a digest, which no local image can promise to have.
 */
export function imageReference(name: string): string {
  if (name.includes('@'))
    throw new Error(
      `A local image has a name and a tag, and no digest: ${name}`,
    );
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const hasHost = /[.:]/.test(first) || first === 'localhost';
  const host = hasHost ? first : 'docker.io';
  const rest = hasHost ? name.slice(slash + 1) : name;
  const path =
    host === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest;
  const whole = `${host}/${path}${/:[^/]+$/.test(path) ? '' : ':latest'}`;
  if (
    !/^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+:[\w][\w.-]{0,127}$/.test(
      whole,
    )
  )
    throw new Error(`No name of an image: ${JSON.stringify(name)}`);
  return whole;
}
