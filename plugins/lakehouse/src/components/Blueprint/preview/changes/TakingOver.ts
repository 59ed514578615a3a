/** Fields that others have set, and that applying takes over from them. */
export interface TakingOver {
  /** Each as {@link fieldToTake} names it. */
  takeOwnership: readonly string[];
  onTakeOwnership: (fields: string[]) => void;
}

/** One field of one object, as applying wants it named: that of no other object is taken with it. */
export function fieldToTake(object: string, field: string): string {
  return `${object} ${field}`;
}
