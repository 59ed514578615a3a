/** A property that Trino has renamed, removed or added. */
export interface PropertyChange {
  property: RegExp;
  /** Known from this version on. */
  since?: number;
  /** No longer known from this version on. */
  until?: number;
  /** What takes its place, if only the name changed. */
  renamedTo?: string;
  /** What to do. */
  advice: string;
  source: string;
}

/** Changes that stop a server at start. */
export const PROPERTY_CHANGES: readonly PropertyChange[] = [
  {
    property: /^s3\.socket-read-timeout$/,
    until: 477,
    renamedTo: 's3.socket-timeout',
    advice: 'use s3.socket-timeout',
    source: 'release 477',
  },
  {
    property: /^s3\.socket-timeout$/,
    since: 477,
    advice: 'use s3.socket-read-timeout',
    source: 'release 477',
  },
  {
    property: /^iceberg\.rest-catalog\.sigv4-enabled$/,
    until: 477,
    advice: 'use iceberg.rest-catalog.security=SIGV4',
    source: 'release 477',
  },
  {
    property: /^iceberg\.rest-catalog\.http-headers$/,
    since: 481,
    advice: 'the catalog can have no header of its own before',
    source: 'release 481',
  },
  {
    property: /^iceberg\.rest-catalog\.oauth2\.token-exchange-enabled$/,
    since: 479,
    advice: 'leave it out',
    source: 'release 479',
  },
  {
    property: /^fs\.s3\.enabled$/,
    since: 481,
    renamedTo: 'fs.native-s3.enabled',
    advice: 'use fs.native-s3.enabled',
    source: 'trino#29070',
  },
  {
    property: /^s3\.use-web-identity-token-credentials-provider$/,
    until: 483,
    advice: 'use s3.auth-type=WEB_IDENTITY',
    source: 'release 483',
  },
  {
    property: /^s3\.auth-type$/,
    since: 483,
    advice: 'leave it out',
    source: 'release 483',
  },
  {
    property: /^discovery\.type$/,
    since: 477,
    advice: 'leave it out',
    source: 'release 477',
  },
  {
    property: /^iceberg\.expire-snapshots\.min-retention$/,
    since: 464,
    renamedTo: 'iceberg.expire_snapshots.min-retention',
    advice: 'use iceberg.expire_snapshots.min-retention',
    source: 'release 464',
  },
  {
    property: /^iceberg\.remove-orphan-files\.min-retention$/,
    since: 464,
    renamedTo: 'iceberg.remove_orphan_files.min-retention',
    advice: 'use iceberg.remove_orphan_files.min-retention',
    source: 'release 464',
  },
];
