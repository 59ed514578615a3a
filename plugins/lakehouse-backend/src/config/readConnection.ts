import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  LAKEHOUSE_NAME_PATTERN,
  LAKEHOUSE_NAME_RULE,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { refuseUnknownKeys } from '@lakehouse-portal/plugin-lakehouse-node';
import type { ConnectionConfig, TableRule } from './LakehouseConfig';
import { parseOwner } from './parseOwner';
import { readPolicy } from './readPolicies';
import { readSourceScan, SOURCE_SCAN_KEYS } from './readSourceScan';
import { readTexts } from './readTexts';
import { wildcardMatcher } from './wildcardMatcher';

/**
 * Reads `lakehouse.connections.<name>`, but for what its connector reads.
 *
 * @param key - Full key of the section, for messages.
 * @throws InputError that names the key.
 */
export function readConnection(
  name: string,
  config: Config,
  key: string,
  origin: ConnectionConfig['origin'] = 'config',
): ConnectionConfig {
  if (!LAKEHOUSE_NAME_PATTERN.test(name)) {
    throw new InputError(
      `Config ${key}: "${name}" can't be the name of a lakehouse. It may have ${LAKEHOUSE_NAME_RULE}`,
    );
  }
  return {
    name,
    type: config.getString('type'),
    title: config.getOptionalString('title') ?? name,
    description: config.getOptionalString('description'),
    owner: readOwner(config, key),
    origin,
    annotations: readAnnotations(config, key),
    layers: readTexts(config.getOptionalConfig('layers'), `${key}.layers`),
    rules: (config.getOptionalConfigArray('rules') ?? []).map((rule, index) =>
      readRule(rule, `${key}.rules[${index}]`),
    ),
    policy: readPolicy(config.getOptionalConfig('policy'), `${key}.policy`),
    scan: readScan(config.getOptionalConfig('scan'), `${key}.scan`),
    config,
  };
}

/** The portal finds its own entities by these; configuration must not point them elsewhere. */
const OWN_ANNOTATIONS = /^(lakehouse-portal\.io\/|backstage\.io\/managed-by-)/;

function readAnnotations(config: Config, key: string): Record<string, string> {
  const annotations = config.getOptionalConfig('annotations');
  const result: Record<string, string> = {};
  // Names of annotations have dots, which `getString` would take for a path.
  for (const [name, value] of Object.entries(
    annotations?.get<Record<string, unknown>>() ?? {},
  )) {
    if (typeof value !== 'string' || OWN_ANNOTATIONS.test(name)) {
      throw new InputError(
        `Config ${key}.annotations: ${name} must be text, and not one of the portal's own annotations (lakehouse-portal.io/…, backstage.io/managed-by-…)`,
      );
    }
    result[name] = value;
  }
  return result;
}

function readScan(
  config: Config | undefined,
  key: string,
): ConnectionConfig['scan'] {
  if (config) {
    refuseUnknownKeys(
      config,
      { key, what: 'the settings of scans' },
      SOURCE_SCAN_KEYS,
    );
  }
  return readSourceScan(config, key);
}

function readRule(config: Config, key: string): TableRule {
  refuseUnknownKeys(config, { key, what: 'a rule for tables' }, [
    'match',
    'owner',
    'layer',
    'policy',
  ]);
  const match = config.getString('match');
  return {
    match,
    matches: wildcardMatcher(match),
    owner: readOwner(config, key),
    layer: config.getOptionalString('layer'),
    policy: readPolicy(config.getOptionalConfig('policy'), `${key}.policy`),
  };
}

function readOwner(config: Config, key: string): string | undefined {
  const owner = config.getOptionalString('owner');
  if (owner === undefined) {
    return undefined;
  }
  const ref = parseOwner(owner);
  if (!ref) {
    throw new InputError(
      `Config ${key}.owner must be the entity ref of a group or user, for example group:default/data-platform, not "${owner}"`,
    );
  }
  return ref;
}
