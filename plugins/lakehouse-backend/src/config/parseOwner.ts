import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/**
 * Full entity ref of an owner; a bare name means a group. Undefined for what names no group or user.
 */
export function parseOwner(text: string): string | undefined {
  try {
    const ref = parseEntityRef(text.trim(), {
      defaultKind: 'group',
      defaultNamespace: 'default',
    });
    const kind = ref.kind.toLocaleLowerCase('en-US');
    if (
      (kind !== 'group' && kind !== 'user') ||
      !/^[a-z0-9]+([-_.a-z0-9]*[a-z0-9])?$/i.test(ref.name)
    ) {
      return undefined;
    }
    return stringifyEntityRef(ref);
  } catch {
    // What parseEntityRef refuses is no owner; the caller decides whether that matters.
    return undefined;
  }
}
