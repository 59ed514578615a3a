import type { Lakehouse } from '../../document';
import { nameOf } from '../model/metadata';
import { generatedSecrets, generatesPassword } from './generatedSecrets';

/** Names of all Secrets that the Job makes. */
export function secretsMadeByJob(lakehouse: Lakehouse): string[] {
  return [
    ...generatedSecrets(lakehouse).map(({ name }) => name),
    ...(generatesPassword(lakehouse) ? [nameOf(lakehouse, 'trino-users')] : []),
    ...(lakehouse.trino.tls.type === 'generated'
      ? [nameOf(lakehouse, 'trino-tls')]
      : []),
  ];
}
