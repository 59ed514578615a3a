/** Operations of a snapshot as pages tell them apart. */
export type OperationKey =
  | 'append'
  | 'overwrite'
  | 'delete'
  | 'replace'
  | 'other';

/** In every stack, legend and filter: in this order. */
export const OPERATIONS: readonly OperationKey[] = [
  'append',
  'overwrite',
  'delete',
  'replace',
  'other',
];

/** Narrows a text to the key of an operation. */
export function isOperationKey(text: string): text is OperationKey {
  return OPERATIONS.some(operation => operation === text);
}

/** The operation that a summary names; what the specification doesn't know is `other`. */
export function operationKey(operation: string | undefined): OperationKey {
  return operation !== undefined && isOperationKey(operation)
    ? operation
    : 'other';
}
