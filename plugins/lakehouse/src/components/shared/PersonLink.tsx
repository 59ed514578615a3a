import { parseEntityRef } from '@backstage/catalog-model';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { EntityLink } from './EntityLink';

const KINDS = ['user', 'group'];

/**
 * Who did something, by the title that the catalog has for them; the whole reference on hover. What is no user or group, such
 * as a service or `policy:nightly`, stands as it is.
 */
export function PersonLink(props: { person: string }) {
  const { person } = props;
  return isPerson(person) ? (
    <KnownPerson person={person} />
  ) : (
    <span>{person}</span>
  );
}

function KnownPerson(props: { person: string }) {
  const { person } = props;
  const { primaryTitle } = useEntityPresentation(person, {
    defaultKind: parseEntityRef(person).kind,
    defaultNamespace: 'default',
  });
  return (
    <span title={person}>
      <EntityLink entityRef={person} inline>
        {primaryTitle}
      </EntityLink>
    </span>
  );
}

function isPerson(person: string): boolean {
  try {
    // A reference says its kind: a word alone is no one's.
    return KINDS.includes(parseEntityRef(person).kind.toLocaleLowerCase('en'));
  } catch {
    return false;
  }
}
