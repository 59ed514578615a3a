import { parseEntityRef } from '@backstage/catalog-model';
import { EntityLink } from './EntityLink';

/** Who did something, by name; the whole reference on hover. What is no reference stands as it is. */
export function PersonLink(props: { person: string }) {
  const { person } = props;
  const name = nameOf(person);
  return name === undefined ? (
    <span>{person}</span>
  ) : (
    <span title={person}>
      <EntityLink entityRef={person} inline>
        {name}
      </EntityLink>
    </span>
  );
}

function nameOf(person: string): string | undefined {
  try {
    // A reference says its kind: a word alone is no one's.
    return parseEntityRef(person).name;
  } catch {
    return undefined;
  }
}
