import type { ConfigFile } from '../objects/ConfigFile';

/** What a configuration file is to Trino. */
export type TrinoFileKind =
  | 'config'
  | 'node'
  | 'jvm'
  | 'access-control'
  | 'rules'
  | 'catalog'
  | 'group-provider'
  | 'other';

const RULE_SECTIONS = [
  'catalogs',
  'schemas',
  'tables',
  'functions',
  'procedures',
  'queries',
  'impersonation',
  'system_information',
  'system_session_properties',
  'catalog_session_properties',
  'authorization',
];

/** Tells the files of a Trino configuration apart by name and content; `undefined` for a file of something else. */
export function kindOfFile(file: ConfigFile): TrinoFileKind | undefined {
  const { name } = file;
  if (name === 'jvm.config') return 'jvm';
  if (name.endsWith('.json'))
    return looksLikeRules(file.source.text, name) ? 'rules' : undefined;
  if (!name.endsWith('.properties')) return undefined;
  if (file.property('connector.name')) return 'catalog';
  if (name === 'node.properties' && file.property('node.environment'))
    return 'node';
  if (name === 'config.properties')
    return file.properties.some(({ key }) =>
      /^(coordinator$|discovery\.|node-scheduler\.|query\.|http-server\.|internal-communication\.)/.test(
        key,
      ),
    )
      ? 'config'
      : undefined;
  if (
    file.property('access-control.name') ||
    file.property('security.config-file')
  )
    return 'access-control';
  if (file.property('group-provider.name')) return 'group-provider';
  if (
    /^(log|event-listener|exchange-manager|resource-groups|password-authenticator|header-authenticator|certificate-authenticator|session-property-config|spooling-manager)\.properties$/.test(
      name,
    ) &&
    file.properties.some(({ key }) =>
      /^(io\.trino|event-listener|exchange|resource-groups|password-authenticator|header-authenticator|certificate-authenticator|session-property|spooling)/.test(
        key,
      ),
    )
  )
    return 'other';
  return undefined;
}

/**
 * Whether a JSON text has a section of Trino's access rules; it may be broken, so it isn't parsed. In a file that is called so,
 * a section counts that is no list.
 */
function looksLikeRules(text: string, name: string): boolean {
  const value = name === 'rules.json' ? '[["{]' : '\\[';
  return new RegExp(`"(${RULE_SECTIONS.join('|')})"\\s*:\\s*${value}`).test(
    text,
  );
}
