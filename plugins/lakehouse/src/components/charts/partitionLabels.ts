/**
 * Short names for partitions as a path writes them: where all of them are values of the
 * same single field (`ordered_at_month=2026-11`), the field is named once and its values
 * are the labels.
 */
export function partitionLabels(partitions: readonly string[]): {
  field?: string;
  label(partition: string): string;
} {
  const fields = new Set(
    partitions.map(partition => {
      const end = partition.indexOf('=');
      return end > 0 && !partition.includes('/')
        ? partition.slice(0, end)
        : undefined;
    }),
  );
  const [field] = fields;
  return fields.size === 1 && field !== undefined
    ? { field, label: partition => partition.slice(field.length + 1) }
    : { label: partition => partition };
}
