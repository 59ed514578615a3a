import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  resolvePolicy,
  type HealthPolicyOverrides,
} from '@lakehouse-portal/table-health';
import { readMaintenancePolicies } from './readMaintenancePolicies';
import type { PoliciesConfig, PolicyConfig } from './LakehouseConfig';

const NUMBERS = [
  'targetFileSizeBytes',
  'minSnapshotsToKeep',
  'maxReclaimableShare',
] as const;
const TEXTS = [
  'maxSnapshotAge',
  'maxStaleness',
  'maintenanceInterval',
] as const;

/** Reads `lakehouse.policies`. */
export function readPolicies(
  config: Config | undefined,
  key: string,
): PoliciesConfig {
  const layers = config?.getOptionalConfig('layers');
  return {
    default: readPolicy(config?.getOptionalConfig('default'), `${key}.default`),
    layers: new Map(
      layers?.keys().flatMap(layer => {
        const policy = readPolicy(
          layers.getConfig(layer),
          `${key}.layers.${layer}`,
        );
        return policy ? [[layer, policy] as const] : [];
      }),
    ),
    maintenance: readMaintenancePolicies(config, `${key}.maintenance`),
  };
}

/**
 * Reads one set of overrides.
 *
 * @throws InputError that names the key: a policy that makes no sense must be found at start, not in a scan.
 */
export function readPolicy(
  config: Config | undefined,
  key: string,
): PolicyConfig | undefined {
  if (!config) {
    return undefined;
  }
  const known: readonly string[] = [...NUMBERS, ...TEXTS];
  const unknown = config.keys().find(name => !known.includes(name));
  if (unknown !== undefined) {
    throw new InputError(
      `Config ${key}.${unknown} is not known; a policy may have ${known.join(
        ', ',
      )}`,
    );
  }
  const overrides: HealthPolicyOverrides = {};
  for (const name of NUMBERS) {
    overrides[name] = config.getOptionalNumber(name);
  }
  for (const name of TEXTS) {
    overrides[name] = config.getOptionalString(name);
  }
  try {
    resolvePolicy({
      overrides: [{ source: { kind: 'policy', label: key }, overrides }],
    });
  } catch (error) {
    throw new InputError(
      `Config ${key}: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
  return { key, overrides };
}
