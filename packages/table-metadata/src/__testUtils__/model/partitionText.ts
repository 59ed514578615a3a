import type {
  ModelFile,
  ModelPartitionField,
  ModelValue,
  TableModel,
} from './TableModel';

/** A partition as a path writes it. */
export function partitionText({ specs }: TableModel, file: ModelFile): string {
  return specs[file.specId].fields
    .flatMap((field, index) =>
      field.transform === 'void'
        ? []
        : [`${field.name}=${valueText(field, file.partition[index])}`],
    )
    .join('/');
}

function valueText(
  { transform }: ModelPartitionField,
  value: ModelValue,
): string {
  if (value === null) return 'null';
  if (transform === 'day')
    return new Date(Number(value) * 86_400_000).toISOString().slice(0, 10);
  return String(value).replace('/', '%2F').replace('=', '%3D');
}
