import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { subjectOf } from '../services/subjectOf';

/** Who somebody is. @throws NotAllowedError for who has no name: nobody could be held to account. */
export function requireSubject(credentials: BackstageCredentials): string {
  const subject = subjectOf(credentials);
  if (subject === undefined) {
    throw new NotAllowedError(
      'Maintenance is for users and services that are known by name',
    );
  }
  return subject;
}
