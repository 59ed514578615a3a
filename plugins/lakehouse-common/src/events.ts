/**
 * Topic on the events service: what the portal knows of a lakehouse changed.
 * Payload: {@link LakehouseChangedEvent}.
 * @public
 */
export const LAKEHOUSE_CHANGED_TOPIC = 'lakehouse.changed';

/**
 * Published after each scan that found a change, and when a lakehouse was created.
 * @public
 */
export interface LakehouseChangedEvent {
  lakehouse: string;
  /** `created`: the lakehouse itself is new. `scanned`: tables or schemas of it changed. */
  change: 'created' | 'scanned';
  /**
   * Tables that are new, gone, or have other metadata (owner, layer, columns, …) than before.
   * At most 1,000; absent when there are more, or when everything may have changed.
   */
  tables?: Array<{ schema: string; table: string; change: 'added' | 'changed' | 'removed' }>;
}
