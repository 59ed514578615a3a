/** What a user must see of a column, or may do with a table. */
export type AccessOutcome =
  /** Column: other values than those that are stored (or only nulls), and no error. */
  | 'masked'
  /** Column or table: the stored values. */
  | 'visible'
  /** Column or table: Trino answers `PERMISSION_DENIED`. */
  | 'refused'
  /** Table: a row may be inserted. It is inserted only into a table that the proof has made; else Trino is asked by `EXPLAIN`. */
  | 'writable'
  /** Table: some of its rows, and not all (a row filter). */
  | 'filtered'
  /** Table: inserting is answered with `PERMISSION_DENIED`. */
  | 'not-writable';

/** A column of a table that the proof makes for an expectation, because there is none of that name. */
export interface SampleColumn {
  name: string;
  /** SQL type of Trino; `varchar` where nothing is said. A mask must fit it, or Trino refuses the query. */
  type?: string;
  /**
   * Values for its three rows, one after the other and again from the first; made up where nothing is said. For row filters:
   * `['EU', 'US']` makes two rows that a filter `region = 'EU'` lets through, and one that it does not.
   */
  values?: Array<string | number | boolean>;
}

/**
 * One promise of the access rules: what this user meets with this table or column.
 *
 * The user is asked as Trino knows them (`X-Trino-User`): who runs the proof must be allowed to act for them
 * (impersonation), where Trino authenticates.
 */
export interface AccessExpectation {
  user: string;
  /**
   * Groups that the rules know this user by. For the report only: which groups somebody is in is said by Trino's own group
   * provider, never by who asks.
   */
  groups?: string[];
  schema: string;
  /**
   * Left out: a table that no rule names, made for this with a unique name. A table that is there is only read; one that is
   * missing is made with this name, and dropped again.
   */
  table?: string;
  /** Left out: the table as a whole. */
  column?: SampleColumn | string;
  /** Further columns that rules of this table mention (masks, row filters), for a table that has to be made. */
  otherColumns?: SampleColumn[];
  expectation: AccessOutcome;
}
