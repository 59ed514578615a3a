/**
 * One key of a sort order to be created.
 * @public
 */
export interface SortBy {
  /** Full path of the source column. */
  column: string;
  /** `identity` when left out. */
  transform?: string;
  /** `asc` when left out. */
  direction?: 'asc' | 'desc';
  /** `nulls-first` for ascending, `nulls-last` for descending when left out. */
  nullOrder?: 'nulls-first' | 'nulls-last';
}
