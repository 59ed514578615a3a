import { formatBytes } from '../../shared';

/** `16 GB`, binary, as everywhere in the suite. */
export function formatMebibytes(mebibytes: number): string {
  return formatBytes(mebibytes * 1024 * 1024);
}

/** `20.5`, `0.25`. */
export function formatCores(cores: number): string {
  return String(Math.round(cores * 100) / 100);
}
