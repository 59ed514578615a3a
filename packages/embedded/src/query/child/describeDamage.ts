import { basename } from 'node:path';

/** What the engine says of damage without naming the file. */
const damage = /TProtocolException|Out of buffer|don't know what type/;

/**
 * Says that files of the table are at fault, when they are.
 *
 * @param message - of the engine.
 * @param paths - files of the table.
 * @param beforeQuery - the engine failed before it had seen the query.
 * @returns undefined when the query is to blame.
 */
export function describeDamage(
  message: string,
  paths: readonly string[],
  beforeQuery: boolean,
): string | undefined {
  const path = paths.find(candidate => message.includes(candidate));
  if (path === undefined && !beforeQuery && !damage.test(message)) {
    return undefined;
  }
  const file = path === undefined ? 'A data file' : basename(path);
  if (path !== undefined && message.includes('No files found')) {
    return `${file} is missing: the table's metadata names it, but it is not in the warehouse`;
  }
  const [reason] = message
    .replaceAll(path ?? '\0', file)
    .split('\n')
    .map(line => line.replace(/^[A-Z][\w ]* Error: /, ''));
  return `${file} is damaged: ${reason}`;
}
