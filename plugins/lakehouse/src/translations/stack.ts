/** Sentences of a lakehouse's stack: how it is in its cluster. */
export const stackMessages = {
  loading: 'Comparing what runs with the document…',
  failed: 'The stack could not be looked at',
  notAllowed: 'You may not see this lakehouse',
  again: 'Look again',
  notRead: {
    'not-on-kubernetes': 'Not known to be on Kubernetes',
    'no-document': 'No document in the cluster',
    unauthorized: 'The cluster does not know who asks',
    forbidden: 'You may not look into the cluster',
    unreachable: 'The cluster is not reached',
    failed: 'The cluster could not be asked',
  },
  summary: {
    title: 'Stack in {{cluster}}, namespace {{namespace}}',
    asRendered: 'All {{count}} objects are as the document says',
    drifted_one: '{{count}} of {{total}} objects is not as the document says',
    drifted_other:
      '{{count}} of {{total}} objects are not as the document says',
    notReady_one: '{{count}} is not ready',
    notReady_other: '{{count}} are not ready',
    allReady: 'all are ready',
  },
  actions: {
    change: 'Change or upgrade',
    remove: 'Remove',
  },
  objects: {
    title: 'Objects',
    subtitle: 'Those that need a look come first',
    object: 'Object',
    state: 'Against the document',
    readiness: 'Status',
    driftTitle: '{{object}} is not as the document says',
    driftSubtitle_one:
      '{{count}} field; applying the document again sets it back',
    driftSubtitle_other:
      '{{count}} fields; applying the document again sets them back',
    list: 'List of objects',
    fieldsOf: 'Fields of {{object}}',
    field: 'Field',
    now: 'Now',
    document: 'In the document',
    by: 'Set by',
    secret: 'another value (secret)',
    absent: 'nothing',
    nobody: 'removed',
    states: {
      'as-rendered': 'as it says',
      drifted: 'changed',
      missing: 'missing',
      unknown: 'can’t be told',
    },
  },
  doctor: {
    title_one: 'Stack doctor: {{count}} finding',
    title_other: 'Stack doctor: {{count}} findings',
    noneTitle: 'Stack doctor: no finding',
    none: 'What runs now was looked at with {{rules}} rules.',
    fix: 'What to do: {{fix}}',
    severity: { error: 'error', warning: 'warning', info: 'advice' },
  },
  document: {
    title: 'Document',
    subtitle: 'What everything was rendered from; it is kept in the cluster',
    label: 'Lakehouse document',
  },
} as const;
