import type { EnvVar } from 'kubernetes-types/core/v1';

/** A value in a Secret. */
export interface SecretValue {
  secret: string;
  key: string;
}

/** An environment variable whose value the pod gets from a Secret. */
export function envFrom(name: string, { secret, key }: SecretValue): EnvVar {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}
