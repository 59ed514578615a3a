import type { Lakehouse } from '../../document';
import { nameOf } from '../model/metadata';
import { secretReferences } from '../secrets/secretReferences';
import { secretsMadeByJob } from '../secrets/secretsMadeByJob';

/**
 * Which Secrets there are to be, and who brings each.
 *
 * @param needs - those that must be there before.
 */
export function secretsSection(
  lakehouse: Lakehouse,
  needs: readonly string[],
): string {
  const before = needs.map(need => `- ${need}`);
  const fetched = secretReferences(lakehouse).flatMap(
    ({ secret, fetched: from }) =>
      from
        ? [
            `- \`${secret}\`: \`${from.key}\` of ${from.storeKind} \`${from.store}\``,
          ]
        : [],
  );
  const made = secretsMadeByJob(lakehouse);
  return [
    before.length === 0
      ? 'None has to be in the namespace before.'
      : `These must be in the namespace before:\n\n${before.join('\n')}`,
    fetched.length > 0
      ? `The External Secrets Operator fetches:\n\n${fetched.join('\n')}`
      : undefined,
    made.length > 0
      ? `The Job \`${nameOf(
          lakehouse,
          'secrets',
        )}-…\` makes, where they are not there yet: ${made
          .map(secret => `\`${secret}\``)
          .join(
            ', ',
          )}. Their values are random, and leave the cluster only if somebody takes them out.`
      : undefined,
  ]
    .filter(part => part !== undefined)
    .join('\n\n');
}
