import type { FileStatistics } from '@lakehouse-portal/table-metadata';
import type { HealthInput } from '../model';

/** The same table with other files; unchanged where nothing is known about its files. */
export function withFiles(
  input: HealthInput,
  change: (files: FileStatistics) => FileStatistics,
): HealthInput {
  return input.files ? { ...input, files: change(input.files) } : input;
}
