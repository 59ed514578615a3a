import type { SystemStatus } from '../supervisor/Supervisor';
import { SYSTEM_NAMES, SYSTEMS } from '../systems';

/** A running system, for people: its connection, a line each. */
export function describeRunning({
  name,
  title,
  connection,
}: Pick<SystemStatus, 'name' | 'title' | 'connection'>): string {
  const entries = Object.entries(connection);
  const width = Math.max(...entries.map(([key]) => key.length));
  return [
    `${name}  (${title})`,
    ...entries.map(([key, value]) => `  ${key.padEnd(width)}  ${value}`),
  ].join('\n');
}

/** All systems, for people. */
export function describeAll(): string {
  return SYSTEM_NAMES.map(name => {
    const { title, needs, fetched, verified, prerequisites } = SYSTEMS[name];
    return [
      `${name}  (${title})`,
      ...(needs.length > 0 ? [`  starts with it  ${needs.join(', ')}`] : []),
      `  has to be here  ${['Node', ...prerequisites].join(', ')}`,
      `  fetched at first  ${fetched}`,
      `  checked  ${verified}`,
    ].join('\n');
  }).join('\n\n');
}
