import { ConfigReader, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { JsonObject, JsonValue } from '@backstage/types';
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
      Object.entries(layers?.get<JsonObject>() ?? {}).flatMap(
        ([layer, values]) => {
          const at = `${key}.layers.${layer}`;
          const policy = readPolicy(sectionOf(values, at), at);
          return policy ? [[layer, policy] as const] : [];
        },
      ),
    ),
    maintenance: readMaintenancePolicies(config, `${key}.maintenance`),
  };
}

/** By its name it could not be asked for: that may have a dot. */
function sectionOf(values: JsonValue | undefined, key: string): Config {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new InputError(`Config ${key} must be an object`);
  }
  return new ConfigReader(values, 'app-config', undefined, key);
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
