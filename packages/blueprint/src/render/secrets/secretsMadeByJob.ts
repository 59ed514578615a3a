import type { Lakehouse } from '../../document';
import { nameOf } from '../model/metadata';
import { generatedSecrets, generatesPassword } from './generatedSecrets';

/**
 * Names of the Secrets that a lakehouse makes for itself in the cluster, by a Job.
 * @public
 */
export function secretsMadeByJob(lakehouse: Lakehouse): string[] {
  return [
    ...generatedSecrets(lakehouse).map(({ name }) => name),
    ...(generatesPassword(lakehouse) ? [nameOf(lakehouse, 'trino-users')] : []),
    ...(lakehouse.trino.tls.type === 'generated'
      ? [nameOf(lakehouse, 'trino-tls')]
      : []),
  ];
}
