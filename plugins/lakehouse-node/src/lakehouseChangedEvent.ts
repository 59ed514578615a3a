/**
 * Topic of the event that says that a lakehouse came, went, or has other tables, owners or layers than before.
 * Changes of health are not announced by it: entities don't hold them.
 * @public
 */
export const LAKEHOUSE_CHANGED_TOPIC = 'lakehouse.changed';

/** @public */
export interface LakehouseChangedPayload {
  /** Name of the lakehouse. */
  lakehouse: string;
}
