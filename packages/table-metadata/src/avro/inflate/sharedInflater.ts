import type { BlockInflater } from './BlockInflater';
import { FreshInflater } from './FreshInflater';
import { proveInflater } from './proveInflater';
import { ReusedInflater } from './ReusedInflater';

/**
 * Releases of Node on which the tests have shown that {@link ReusedInflater} works. Its engine is not documented: called
 * otherwise than it expects, it would end the process, which no proof at run time could catch.
 */
const PROVEN_RELEASES = [24, 26];

let shared: BlockInflater | undefined;

/** The inflater of this thread. What it gives is to be copied or done with before anybody asks it again. */
export function sharedInflater(): BlockInflater {
  shared ??= createInflater(process.versions);
  return shared;
}

/**
 * The quick inflater, where it is known to work, otherwise the one that everything has.
 *
 * @param versions - Of the runtime, as `process.versions`: others than Node state a version of it too.
 */
export function createInflater(
  versions: Record<string, string | undefined>,
): BlockInflater {
  const [release] = (versions.node ?? '').split('.');
  const isProven =
    PROVEN_RELEASES.includes(Number(release)) &&
    versions.bun === undefined &&
    versions.deno === undefined &&
    proveInflater(maxBytes => new ReusedInflater(maxBytes));
  return isProven ? new ReusedInflater() : new FreshInflater();
}
