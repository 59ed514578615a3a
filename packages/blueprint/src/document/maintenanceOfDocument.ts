import type { LakehouseDocument } from './LakehouseDocument';

/**
 * What a document says of maintenance, as policies of maintenance have it: snapshots are kept that long, by layer (ISO 8601 or
 * `forever`), and a policy of the portal is for the lakehouse, by name. Defaults are not in it: the portal has the same for
 * its layers, and whoever administers it may have set others.
 *
 * @param document - A checked one.
 * @returns `undefined` where it says nothing.
 * @public
 */
export function maintenanceOfDocument({
  spec,
}: LakehouseDocument):
  | { retention?: Record<string, string>; policy?: string }
  | undefined {
  const retention = Object.fromEntries(
    (spec.layers ?? []).flatMap(({ name, retention: kept }) =>
      kept === undefined ? [] : [[name, isoDuration(kept)]],
    ),
  );
  const policy = spec.maintenance?.policy;
  const hasRetention = Object.keys(retention).length > 0;
  return hasRetention || policy !== undefined
    ? {
        ...(hasRetention && { retention }),
        ...(policy !== undefined && { policy }),
      }
    : undefined;
}

const DAYS: Record<string, number> = { d: 1, w: 7, y: 365 };

/** A year has 365 days, as everywhere in the portal. */
function isoDuration(duration: string): string {
  const count = Number.parseInt(duration, 10);
  const unit = duration.at(-1) ?? '';
  if (duration === 'forever') {
    return duration;
  }
  return unit === 'h' ? `PT${count}H` : `P${count * DAYS[unit]}D`;
}
