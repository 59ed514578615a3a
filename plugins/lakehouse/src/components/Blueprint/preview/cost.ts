import type { ConfigApi } from '@backstage/frontend-plugin-api';
import type { Capacity, ComponentCapacity } from '@lakehouse-portal/blueprint';

/** Prices that the portal's configuration has; `lakehouse.costs`. */
export interface Prices {
  /** ISO 4217: `EUR`. */
  currency: string;
  corePerHour: number;
  memoryGibPerHour: number;
  storageGibPerMonth: number;
}

/** Of a month on average: 365 days of 24 hours in 12 months. */
export const HOURS_PER_MONTH = 730;

const MIB_PER_GIB = 1024;

/** `undefined`: none are configured. */
export function readPrices(config: ConfigApi): Prices | undefined {
  const costs = config.getOptionalConfig('lakehouse.costs');
  return (
    costs && {
      currency: costs.getString('currency'),
      corePerHour: costs.getNumber('corePerHour'),
      memoryGibPerHour: costs.getNumber('memoryGibPerHour'),
      storageGibPerMonth: costs.getNumber('storageGibPerMonth'),
    }
  );
}

/** What all pods of a component cost a month by what they request. */
export function costOf(
  { pods, cpuRequest, memoryMiB, storageMiB }: ComponentCapacity,
  prices: Prices,
): number {
  return monthly(pods * cpuRequest, pods * memoryMiB, storageMiB, prices);
}

/** What all of it costs a month; `most` with all workers that autoscaling may add. */
export function totalCostOf(
  { total }: Capacity,
  prices: Prices,
  most = false,
): number {
  return most
    ? monthly(total.maxCpuRequest, total.maxMemoryMiB, total.storageMiB, prices)
    : monthly(total.cpuRequest, total.memoryMiB, total.storageMiB, prices);
}

function monthly(
  cores: number,
  memoryMiB: number,
  storageMiB: number,
  prices: Prices,
): number {
  return (
    cores * HOURS_PER_MONTH * prices.corePerHour +
    (memoryMiB / MIB_PER_GIB) * HOURS_PER_MONTH * prices.memoryGibPerHour +
    (storageMiB / MIB_PER_GIB) * prices.storageGibPerMonth
  );
}

/** `€562`; below 10 with cents, which matter there. */
export function formatMoney(value: number, currency: string): string {
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    maximumFractionDigits: value < 10 ? 2 : 0,
  }).format(value);
}

/** A price of an hour has more places than money has. */
export function formatPrice(value: number, currency: string): string {
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: 6,
  }).format(value);
}
