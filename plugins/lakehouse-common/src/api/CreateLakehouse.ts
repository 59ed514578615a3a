/**
 * A lakehouse to be created by the portal.
 * @public
 */
export interface CreateLakehouseRequest {
  /** Lower case letters, digits and single dashes between them, 1 to 50 characters, starting with a letter (`LAKEHOUSE_NAME_PATTERN`). */
  name: string;
  title?: string;
  description?: string;
  /** Entity ref of a group or user. */
  owner: string;
  /** Each becomes a schema of that name and layer; in order. */
  layers: string[];
  target: 'embedded';
  /** Creates a small sample table in each layer, so that there is something to look at. */
  sampleTables?: boolean;
}
