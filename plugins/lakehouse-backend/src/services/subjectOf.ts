import type {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';

/** Who somebody is: the entity ref of a user, or the subject of a service. */
export function subjectOf(
  credentials: BackstageCredentials,
): string | undefined {
  const principal = credentials.principal as
    | Partial<BackstageUserPrincipal>
    | Partial<BackstageServicePrincipal>
    | undefined;
  if (principal?.type === 'user') {
    return principal.userEntityRef;
  }
  return principal?.type === 'service' ? principal.subject : undefined;
}
