import type { ConfiguredEngines } from './ConfiguredEngines';

/** The engines of `lakehouse.connections.<name>.maintenance`. */
export function createConfiguredEngines(): ConfiguredEngines {
  return { of: async () => undefined, close: () => undefined };
}
