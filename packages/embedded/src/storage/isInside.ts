import { sep } from 'node:path';

/** True when `path` is `folder` or lies in it; both absolute and without `..`. */
export function isInside(path: string, folder: string): boolean {
  return (
    path === folder ||
    path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
  );
}
