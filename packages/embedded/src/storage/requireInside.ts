import { resolve } from 'node:path';
import { ValidationError } from '../errors';
import { isInside } from './isInside';

/**
 * Table metadata may name any file of the machine; only those in the lakehouse's own folders are read or written.
 *
 * @returns the path.
 * @throws ValidationError
 */
export function requireInside(roots: readonly string[], path: string): string {
  if (!roots.some(root => isInside(resolve(path), root))) {
    throw new ValidationError(
      `${path} lies outside of the lakehouse's folders ${roots.join(
        ', ',
      )}. If that is meant, open the lakehouse with it among 'additionalRoots'.`,
    );
  }
  return path;
}
