import type { AccessSpec } from '../../document';

/** Users who are in the same groups, and therefore may do the same. */
export interface AccessProfile {
  groups: ReadonlySet<string>;
  /** Sorted. */
  users: string[];
}

/** By the groups that users are in; administrators are left out, since their rules come first. Sorted, so that the same document gives the same rules. */
export function accessProfiles({
  admins,
  groups = {},
}: AccessSpec): AccessProfile[] {
  const groupsOf = new Map<string, string[]>();
  for (const [group, users] of Object.entries(groups))
    for (const user of new Set(users))
      if (!admins.includes(user))
        groupsOf.set(user, [...(groupsOf.get(user) ?? []), group]);
  const profiles = new Map<string, AccessProfile>();
  for (const user of [...groupsOf.keys()].sort()) {
    const names = groupsOf.get(user)!.sort();
    const key = names.join(',');
    const profile = profiles.get(key) ?? { groups: new Set(names), users: [] };
    profile.users.push(user);
    profiles.set(key, profile);
  }
  return [...profiles.keys()].sort().map(key => profiles.get(key)!);
}

/** A regular expression for exactly these users. */
export function userPattern(users: readonly string[]): string {
  return users.map(user => user.replace(/[.]/g, '\\.')).join('|');
}
