import type { ConnectionConfig } from '../config';

/** `lakehouse.connections.<name>.calibration`: whether queries of people are looked at. */
export function isCalibrated({ config }: ConnectionConfig): boolean {
  return config.getOptionalBoolean('calibration') ?? true;
}
