import type { ReadWarning } from '@lakehouse-portal/table-metadata';
import { printable } from './printable';

/** Warnings for people; `undefined` when there are none. */
export function describeWarnings(warnings: ReadWarning[]): string | undefined {
  if (warnings.length === 0) return undefined;
  return `Warnings (${warnings.length})\n${warnings
    .map(({ message }) => `  - ${printable(message)}`)
    .join('\n')}`;
}
