import type { TrinoEndpoint } from '@lakehouse-portal/blueprint';
import type { NeededForward } from '@lakehouse-portal/kubernetes';

/**
 * The rights by which `reachTrinoOfCluster` reaches a Trino, for a preflight.
 *
 * @param options.hasLogin - Whether user and password are given, and need not be read.
 * @returns undefined for one that asks for no password: it can be reached by the proxy of the API server.
 */
export function neededForward(
  { namespace, login, certificate }: TrinoEndpoint,
  options: { hasLogin?: boolean; isOptional?: boolean } = {},
): NeededForward | undefined {
  if (!login) return undefined;
  return {
    namespace,
    secrets: [
      ...(options.hasLogin ? [] : [login.secret]),
      ...(certificate ? [certificate.secret] : []),
    ],
    isOptional: options.isOptional ?? false,
  };
}
