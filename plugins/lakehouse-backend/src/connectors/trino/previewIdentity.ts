import { parseEntityRef } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import type { TrinoConnectorConfig } from './TrinoConnectorConfig';

/** Whose rights decide what a preview shows. */
export interface PreviewIdentity {
  /** The user of Trino. */
  user: string;
  /** Whether it is the person who looks. */
  isViewer: boolean;
}

const PLACEHOLDER = /\{(name|namespace)\}/g;
/** Whose names are those of people where a pattern does not say the namespace. */
const USUAL_NAMESPACE = 'default';

/**
 * Whom a preview runs as. Where `previewUser` is a pattern, that is the person who looks; nobody else gets rows then, least of
 * all those of the connection's user.
 *
 * @param viewer - Entity ref of a user, or the subject of a service.
 * @throws NotAllowedError for whoever is no person, and for people of a namespace that the pattern would lose: two people
 * must not become one user of Trino.
 */
export function previewIdentity(
  config: Pick<TrinoConnectorConfig, 'previewUser' | 'client'>,
  viewer: string | undefined,
): PreviewIdentity {
  const { previewUser = config.client.user } = config;
  const placeholders = previewUser.match(PLACEHOLDER);
  if (!placeholders) return { user: previewUser, isViewer: false };
  const person = personOf(viewer);
  if (!person)
    throw new NotAllowedError(
      'Rows of this lakehouse are read as the person who looks, and a service is none',
    );
  if (
    person.namespace !== USUAL_NAMESPACE &&
    !placeholders.includes('{namespace}')
  )
    throw new NotAllowedError(
      `Rows of this lakehouse are read as the person who looks. Which user of Trino somebody of the namespace "${person.namespace}" is, the pattern "${previewUser}" of the connection does not say: it has no {namespace}`,
    );
  return {
    user: previewUser.replace(
      PLACEHOLDER,
      (_all, key: 'name' | 'namespace') => person[key],
    ),
    isViewer: true,
  };
}

function personOf(viewer: string | undefined) {
  if (!viewer?.startsWith('user:')) return undefined;
  return parseEntityRef(viewer);
}
