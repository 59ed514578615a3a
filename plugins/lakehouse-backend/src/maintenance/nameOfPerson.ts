import { parseEntityRef } from '@backstage/catalog-model';

/** How a sentence names who did something: by the name of the entity, where it is one. */
export function nameOfPerson(subject: string): string {
  try {
    return parseEntityRef(subject).name;
  } catch {
    // A service, or nothing that the catalog knows.
    return subject;
  }
}
