/**
 * Base of the errors of maintenance. `name` is stable; compare it, or use `instanceof`.
 * @public
 */
export abstract class MaintenanceError extends Error {
  abstract readonly name: string;
}
