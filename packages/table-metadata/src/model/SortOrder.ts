/**
 * A declared sort order. Id 0 is "unsorted" and has no fields.
 * @see https://iceberg.apache.org/spec/#sort-orders
 * @public
 */
export interface SortOrder {
  orderId: number;
  fields: SortField[];
}

/**
 * One key of a sort order.
 * @public
 */
export interface SortField {
  sourceIds: number[];
  /** As the specification spells it; unknown ones are kept. */
  transform: string;
  /** As the metadata writes it, where that differs. */
  transformAsWritten?: string;
  direction: 'asc' | 'desc';
  nullOrder: 'nulls-first' | 'nulls-last';
}
