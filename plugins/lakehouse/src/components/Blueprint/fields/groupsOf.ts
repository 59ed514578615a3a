import {
  getEntityRelations,
  type CatalogApi,
} from '@backstage/plugin-catalog-react';
import {
  RELATION_HAS_MEMBER,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** A group of the portal with its members of now. */
export interface PortalGroup {
  /** `group:default/analysts`. */
  ref: string;
  title: string;
  /** Entity references of users. */
  members: string[];
}

/** All groups that one may see, by name. */
export async function groupsOf(catalog: CatalogApi): Promise<PortalGroup[]> {
  const { items } = await catalog.getEntities({
    filter: { kind: 'Group' },
    fields: ['kind', 'metadata', 'spec.profile', 'relations'],
  });
  return items
    .map(entity => {
      const { profile } = (entity.spec ?? {}) as {
        profile?: { displayName?: string };
      };
      return {
        ref: stringifyEntityRef(entity),
        title:
          profile?.displayName ?? entity.metadata.title ?? entity.metadata.name,
        members: getEntityRelations(entity, RELATION_HAS_MEMBER, {
          kind: 'User',
        }).map(stringifyEntityRef),
      };
    })
    .sort((a, b) => a.title.localeCompare(b.title));
}
