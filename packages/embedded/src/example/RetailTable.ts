/**
 * A table of the example lakehouse, and what is the matter with it.
 * @public
 */
export interface RetailTable {
  schema: string;
  table: string;
  /** Entity ref of the owning group of the example organisation. */
  owner: string;
  layer: 'bronze' | 'silver' | 'gold';
  description: string;
  /**
   * Ailments that its health must name, as `table-health` names them (`AilmentId`). Empty: the table
   * is well, and its health must name none, however long after its creation.
   */
  ailments: string[];
}
