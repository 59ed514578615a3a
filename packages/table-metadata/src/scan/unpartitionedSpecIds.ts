import type { PartitionSpec } from '../model';

/** Ids of the specs that divide nothing: equality deletes that were written with one apply to the whole table. */
export function unpartitionedSpecIds(specs: PartitionSpec[]): Set<number> {
  return new Set(
    specs
      .filter(({ fields }) =>
        fields.every(({ transform }) => transform === 'void'),
      )
      .map(({ specId }) => specId),
  );
}
