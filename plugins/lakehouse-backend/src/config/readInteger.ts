import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Reads a whole number within limits.
 *
 * @throws InputError that names the key and the limits.
 */
export function readInteger(
  config: Config | undefined,
  name: string,
  options: { key: string; min: number; max: number; default: number },
): number {
  const value = config?.getOptionalNumber(name);
  if (value === undefined) {
    return options.default;
  }
  if (!Number.isInteger(value) || value < options.min || value > options.max) {
    throw new InputError(
      `Config ${options.key}.${name} must be a whole number from ${options.min} to ${options.max}, not ${value}`,
    );
  }
  return value;
}
