/**
 * Messages that every page shares. Whole sentences, never fragments that are glued
 * together; plural forms as `key_one` and `key_other`.
 */
export const commonMessages = {
  page: { title: 'Lakehouse' },
  tabs: {
    table: 'Table',
    snapshots: 'Snapshots',
    health: 'Health',
    maintenance: 'Maintenance',
    lakehouse: 'Lakehouse',
    schema: 'Tables',
    stack: 'Stack',
  },
  severity: {
    healthy: 'Healthy',
    atRisk: 'At risk',
    critical: 'Critical',
    unknown: 'Unknown',
  },
  layer: { none: 'no layer' },
  owner: { none: 'no owner' },
  age: {
    unknown: 'unknown',
    asOf: 'as of {{at}}',
  },
  copy: {
    code: 'Copy the code',
    snapshotId: 'Copy the snapshot id {{id}}',
    done: 'Copied',
    failed:
      'The browser did not let us copy. Select the text and copy it by hand.',
  },
  diff: {
    change: 'Change',
    id: 'Id',
    column: 'Column',
    type: 'Type',
    what: 'What happened',
    added: 'added',
    dropped: 'dropped',
    changed: 'changed',
  },
  chart: {
    asTable: 'Show as table',
    asTableOf: 'Show as table: {{chart}}',
  },
  sparkline: {
    none: 'No history yet',
    label: 'Score over the last 30 days: from {{first}} to {{last}}',
  },
  facts: {
    health: 'Health',
    owner: 'Owner',
    layer: 'Layer',
    lakehouseTag: 'Lakehouse {{name}}',
    schemaTag: 'Schema {{name}}',
    size: 'Size',
    bytes: '{{bytes}} bytes',
    sizeInFiles_one: '{{size}} in {{count}} file',
    sizeInFiles_other: '{{size}} in {{formattedCount}} files',
    noData: 'no data yet',
    unknown: 'unknown',
    lastCommit: 'Last commit',
    noCommit: 'never',
  },
  header: {
    star: 'Add to favorites',
    unstar: 'Remove from favorites',
    more: 'More',
    inspect: 'Inspect entity',
  },
  states: {
    loading: 'Loading',
    retry: 'Try again',
    where: 'Asked: {{where}}',
    reference: 'For the log of the back end: request {{reference}}',
    failed: {
      default: 'The answer of the lakehouse back end was an error.',
      notFound: 'The lakehouse back end does not know it.',
      unavailable: 'The lakehouse cannot be reached right now.',
      network: 'The lakehouse back end did not answer.',
      badRequest: 'The lakehouse back end did not accept what was asked.',
      notAllowed: 'You may not see this',
    },
    try: {
      default:
        'Try again. If it stays like this, the log of the back end says more.',
      notFound:
        'It may have been dropped or renamed, or the next scan has yet to find it. The catalog forgets it at its next refresh.',
      unavailable:
        'Its connection in app-config, or the storage behind it, may be down. The next scan tries again by itself.',
      network:
        'Check that you are online and that the back end of the portal runs, then try again.',
      badRequest:
        'The address of this page may be from another version. Open the page again from the catalog.',
      notAllowed:
        'It needs the permission {{permission}}. {{owner}} can give it.',
      notAllowedNoOwner:
        'It needs the permission {{permission}}. Those who run the portal can give it.',
    },
    isView: '{{table}} is a view',
    isOther: '{{table}} is a table of the format {{format}}',
    viewTitle: 'View',
    otherTitle: 'Not read by the portal',
    stale: 'Last seen {{age}}.',
    staleDetail: 'The refresh failed: {{reason}}',
    scanFailed: 'Last seen {{age}}.',
    neverScanned: 'Never read successfully.',
    scanFailedDetail: 'The last scan could not read the table: {{reason}}',
    warnings_one: 'Something could not be read; the rest is sound.',
    warnings_other: '{{count}} things could not be read; the rest is sound.',
    limits_one:
      'Something is not told by what this table is read through; the table itself is sound.',
    limits_other:
      '{{count}} things are not told by what this table is read through; the table itself is sound.',
    notATable: 'This entity is no table of a lakehouse',
    notATableDetail:
      'It has none of the annotations {{annotations}}, so the portal does not know which table it stands for.',
    notALakehouse: 'This entity is no lakehouse',
    notALakehouseDetail:
      'It has no annotation {{annotation}}, so the portal does not know which lakehouse it stands for.',
  },
} as const;
