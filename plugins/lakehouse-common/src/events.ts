/**
 * Topic of the event that says that a lakehouse came, or has other tables, owners or layers than before.
 * Changes of health are not announced by it: entities don't hold them. Payload: {@link LakehouseChangedEvent}.
 * @public
 */
export const LAKEHOUSE_CHANGED_TOPIC = 'lakehouse.changed';

/**
 * Published after each scan that found a change, and when a lakehouse was created or removed.
 * @public
 */
export interface LakehouseChangedEvent {
  lakehouse: string;
  /** `created`: the lakehouse itself is new. `scanned`: tables, schemas or layers of it changed. `removed`: it is gone. */
  change: 'created' | 'scanned' | 'removed';
  /**
   * Tables that are new, gone, or have another owner, layer, description, UUID or columns than before.
   * At most 1,000; absent when there are more, or when everything may have changed.
   */
  tables?: Array<{
    schema: string;
    table: string;
    change: 'added' | 'changed' | 'removed';
  }>;
}
