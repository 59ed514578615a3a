import {
  namespaceLevels,
  namespaceName,
  type TableIdentifier,
} from '../catalog';

/** Last part of a location. */
export function nameOfFolder(location: string): string {
  const path = location.replace(/\/+$/, '');
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * What a folder below a root is called as a table: the folders between are the levels of its namespace. Directly below
 * the root, and for the root itself, the namespace is called like the root.
 */
export function identifierOfFolder(
  root: string,
  location: string,
): TableIdentifier {
  const levels = location
    .slice(root.replace(/\/+$/, '').length)
    .split('/')
    .filter(level => level !== '');
  const name = levels.pop() ?? nameOfFolder(root);
  return {
    namespace: namespaceName(levels.length > 0 ? levels : [nameOfFolder(root)]),
    name,
  };
}

/** Where a table of that name would be below a root; none for names that no folder has. */
export function foldersOfIdentifier(
  root: string,
  { namespace, name }: TableIdentifier,
): string[] {
  const base = root.replace(/\/+$/, '');
  const levels = namespaceLevels(namespace);
  if (![...levels, name].every(isFolderName)) return [];
  const locations = [[base, ...levels, name].join('/')];
  if (levels.length === 1 && levels[0] === nameOfFolder(base)) {
    locations.unshift(`${base}/${name}`);
    if (name === levels[0]) locations.unshift(base);
  }
  return locations;
}

function isFolderName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name);
}
