/** A partition, to be looked up. */
export function partitionKey({
  specId,
  partition,
}: {
  specId: number;
  partition: string;
}): string {
  return `${specId} ${partition}`;
}
