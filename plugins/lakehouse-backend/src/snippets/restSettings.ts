import {
  headerVariable,
  optionalSetting,
  type Setting,
  VARIABLES,
} from './Setting';
import type { SnippetAuth } from './SnippetCatalog';

/**
 * How a client proves to a REST catalog who it is, by the names that Iceberg's Java library and PyIceberg have in common;
 * passwords are not among them.
 */
export function restTokenSettings(auth: SnippetAuth): Setting[] {
  switch (auth.kind) {
    case 'bearer':
      return [['token', { secret: VARIABLES.token }]];
    case 'oauth2':
      return [
        ['credential', { secret: VARIABLES.credential }],
        ...optionalSetting('oauth2-server-uri', auth.serverUrl),
        ...optionalSetting('scope', auth.scope),
      ];
    case 'sigv4':
      return [
        ['rest.sigv4-enabled', 'true'],
        ...optionalSetting('rest.signing-name', auth.service),
        ...optionalSetting('rest.signing-region', auth.region),
      ];
    default:
      return [];
  }
}

/** Headers for each request to a REST catalog. */
export function restHeaderSettings(headers: string[] = []): Setting[] {
  return headers.map(header => [
    `header.${header}`,
    { secret: headerVariable(header) },
  ]);
}
