/** Messages below `lakehouse.`: pages of a lakehouse and of a schema, scans. Whole sentences; plural forms as `key_one` and `key_other`. */
export const lakehouseMessages = {
  failed: "The lakehouse {{lakehouse}} can't be shown.",
  schemaFailed: "The schema {{schema}} can't be shown.",
  notASchema: 'This entity is no schema of a lakehouse',
  notASchemaDetail:
    'It has none of the annotations {{annotations}}, so the portal does not know which schema it stands for.',
  schemaGone: 'The last scan did not find this schema',
  schemaGoneDetail:
    'It may have been dropped or renamed. The catalog forgets it at its next refresh.',
  scan: {
    age_one: 'Scanned {{age}}, {{read}} of {{formattedCount}} table read',
    age_other: 'Scanned {{age}}, {{read}} of {{formattedCount}} tables read',
    ageOnly: 'Scanned {{age}}',
    never: 'Not scanned yet',
    running: 'being scanned now',
    now: 'Scan now',
    scanning: 'Scanning …',
    started: '{{lakehouse}} is being scanned.',
    done_one: '{{lakehouse}} has been scanned: {{formattedCount}} table.',
    done_other: '{{lakehouse}} has been scanned: {{formattedCount}} tables.',
    failed: "{{lakehouse}} couldn't be scanned.",
  },
  banner: {
    old: 'The figures of {{lakehouse}} are from {{age}}.',
    neverRead: '{{lakehouse}} has never been read.',
    reason: 'The last scan failed: {{reason}}',
    noReason: 'The last scan failed. The next one tries again by itself.',
    partial_one:
      '{{formattedCount}} of {{total}} tables of {{lakehouse}} could not be read.',
    partial_other:
      '{{formattedCount}} of {{total}} tables of {{lakehouse}} could not be read.',
    partialDetail:
      'They are shown with their last good figures, or as unknown.',
    showUnknown: 'Show the unknown',
    first: '{{lakehouse}} is being read for the first time.',
    activity: '{{activity}}.',
    arriving: 'Tables show as they are read.',
  },
  schemas: {
    title: 'Schemas by layer',
    subtitle_one: '{{formattedCount}} schema',
    subtitle_other: '{{formattedCount}} schemas',
    scroll: 'Schemas',
    caption:
      'Schemas of the lakehouse in the order of their layers, with the health of their tables',
    schema: 'Schema',
    layer: 'Layer',
    health: 'Tables by health',
    size: 'Size',
    files: 'Files',
    slow: 'Slow reads',
    owner: 'Owner',
    none: 'No schemas yet',
    noneDetail: 'Schemas show here after the first scan that finds them.',
    noTables: 'no tables',
  },
  connection: {
    title: 'Connect to it',
    subtitle: 'No secrets are shown here.',
    client: 'Client',
    snippet: 'Connect with {{client}}',
    copy: 'Copy: {{what}}',
    none: 'The portal knows no way to connect to this lakehouse.',
    type: 'Connection',
    origin: {
      config: '{{type}}, declared in app-config',
      portal: '{{type}}, created in the portal',
    },
  },
  schema: {
    none: 'No tables in this schema yet.',
    allHealthy_one: 'The only table is healthy.',
    allHealthy_other: 'All {{formattedCount}} tables are healthy.',
    critical_one: '{{formattedCount}} of {{total}} tables is critical.',
    critical_other: '{{formattedCount}} of {{total}} tables are critical.',
    atRisk_one:
      'No table is critical; {{formattedCount}} of {{total}} is at risk.',
    atRisk_other:
      'No table is critical; {{formattedCount}} of {{total}} are at risk.',
    unknown_one:
      'The health of {{formattedCount}} of {{total}} tables is unknown.',
    unknown_other:
      'The health of {{formattedCount}} of {{total}} tables is unknown.',
    slow_one:
      'Reads of {{formattedCount}} table take 2× as long as they need to, or longer.',
    slow_other:
      'Reads of {{formattedCount}} tables take 2× as long as they need to, or longer.',
  },
  allTables: 'Show on the Lakehouse page',
} as const;
