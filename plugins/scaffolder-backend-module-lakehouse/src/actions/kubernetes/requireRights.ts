import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { PreflightReport } from '@lakehouse-portal/kubernetes';

/**
 * Stops before anything is changed where something would be refused later.
 *
 * @throws NotAllowedError with each verb that is missing; NotFoundError with what the cluster lacks.
 */
export function requireRights(
  { missing, unknownKinds }: PreflightReport,
  cluster: string,
): void {
  const needed = missing.filter(({ isOptional }) => !isOptional);
  if (needed.length > 0)
    throw new NotAllowedError(
      `In the cluster ${cluster} you, or the account that the portal uses there:\n${needed
        .map(({ message }) => `  ${message}`)
        .join('\n')}`,
    );
  if (unknownKinds.length > 0)
    throw new NotFoundError(
      `The cluster ${cluster} lacks what this lakehouse is made of:\n${unknownKinds
        .map(({ id, message }) => `  ${id}: ${message}`)
        .join('\n')}`,
    );
}
