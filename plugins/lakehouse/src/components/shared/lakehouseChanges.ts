/** Told when something on this page changed a table, so that everything that shows it asks again. */
const changes = new EventTarget();
const CHANGED = 'changed';

/** Says that a table has been changed from this page. */
export function announceLakehouseChange(): void {
  changes.dispatchEvent(new Event(CHANGED));
}

/** Calls back whenever a table has been changed from this page. Returns how to stop. */
export function onLakehouseChange(listener: () => void): () => void {
  changes.addEventListener(CHANGED, listener);
  return () => changes.removeEventListener(CHANGED, listener);
}
