/**
 * By which the fields of applied objects are the portal's (`fieldManager` of server-side apply). Whoever applies, previews or
 * compares goes by the same.
 *
 * @public
 */
export const FIELD_MANAGER = 'lakehouse-portal';
