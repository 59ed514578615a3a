import { runStatement } from './runStatement';

/** A catalog of generated data that every server has, to see that it runs queries. */
export const PROBE_CATALOG = 'testbed_probe';

/**
 * Whether a Trino works on data. One that has started may not yet have seen its own announcement: until then it refuses
 * ("No nodes available"), for 5 s and more on a busy machine.
 *
 * @param user - Who asks; default: `testbed`.
 * @throws Error where it can't even be asked, or fails in another way.
 */
export async function isTrinoReady(
  url: string,
  user?: string,
): Promise<boolean> {
  if (!(await hasTrinoStarted(url))) return false;
  await runStatement(
    url,
    `SELECT count(*) FROM ${PROBE_CATALOG}.tiny.nation`,
    user,
  );
  return true;
}

/**
 * Whether a Trino says that it has started. That it can run a query is something else.
 *
 * @throws Error where it can't even be asked.
 */
export async function hasTrinoStarted(url: string): Promise<boolean> {
  const info = await fetch(`${url}/v1/info`, {
    signal: AbortSignal.timeout(10_000),
  });
  return info.ok && (await info.json()).starting === false;
}
