import type { PersistentVolumeClaim } from 'kubernetes-types/core/v1';
import type { Lakehouse } from '../../document';

/**
 * The claim `data` of a StatefulSet, of the lakehouse's storage class.
 *
 * @param size - A quantity: `20Gi`.
 */
export function dataClaim(
  { storageClass }: Pick<Lakehouse, 'storageClass'>,
  size: string,
): PersistentVolumeClaim {
  return {
    metadata: { name: 'data' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      ...(storageClass ? { storageClassName: storageClass } : {}),
      resources: { requests: { storage: size } },
    },
  };
}
