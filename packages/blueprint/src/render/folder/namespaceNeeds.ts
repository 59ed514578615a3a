import type { Lakehouse } from '../../document';
import { prerequisites } from '../secrets/prerequisites';
import { secretReferences } from '../secrets/secretReferences';

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
