import type { Lakehouse } from '../../document';
import { nameOf } from '../model/metadata';
import { prerequisites } from '../secrets/prerequisites';
import { secretReferences } from '../secrets/secretReferences';
import { secretsMadeByJob } from '../secrets/secretsMadeByJob';

/** What must be in the namespace before anything is applied, with what it is for: a line for each, in Markdown. */
export function namespaceNeeds(lakehouse: Lakehouse): string[] {
  const references = secretReferences(lakehouse);
  const { trino, imagePullSecrets } = lakehouse;
  const use = (secret: string): string => {
    const keys = references
      .filter(reference => reference.secret === secret)
      .flatMap(reference => reference.keys);
    if (keys.length > 0)
      return `with ${[...new Set(keys)].map(key => `\`${key}\``).join(', ')}`;
    if (trino.tls.type === 'secret' && trino.tls.name === secret)
      return "of type kubernetes.io/tls: Trino's certificate";
    return imagePullSecrets.includes(secret)
      ? 'of type kubernetes.io/dockerconfigjson: to fetch images'
      : 'of type kubernetes.io/tls: the certificate of the ingress';
  };
  return prerequisites(lakehouse).map(id => {
    const [kind, name] = id.split('/');
    return kind === 'Secret'
      ? `Secret \`${name}\`, ${use(name)}`
      : `${kind} \`${name}\``;
  });
}

/** Which Secrets there are to be, and who brings each. */
export function secretsSection(lakehouse: Lakehouse): string {
  const references = secretReferences(lakehouse);
  const before = namespaceNeeds(lakehouse).map(need => `- ${need}`);
  const fetched = references.flatMap(({ secret, fetched: from }) =>
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
