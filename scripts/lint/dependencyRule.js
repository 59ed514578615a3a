'use strict';

/**
 * Who may import what: the picture of the architecture as data. Nothing points
 * up, and the core (below the line) knows no Backstage.
 */
const SCOPE = '@lakehouse-portal/';
const CORE = [
  'table-metadata',
  'table-health',
  'maintenance',
  'blueprint',
  'kubernetes',
  'embedded',
];
/** The network of the core, handed in: how the files of tables are read from object stores. */
const STORAGE = ['storage'];
/** What clients of systems share. */
const CLIENT_TOOLS = ['redaction'];
/** Clients of systems and catalogs, below the connectors. */
const SYSTEMS = ['trino', 'catalogs', 'executors', 'prove'];
const CONTRACTS = ['plugin-lakehouse-common', 'plugin-lakehouse-node'];
const BACKEND_SIDE = [
  ...CORE,
  ...STORAGE,
  ...CLIENT_TOOLS,
  ...SYSTEMS,
  ...CONTRACTS,
];

const REACT = [
  'react',
  'react-dom',
  'react-router',
  'react-router-dom',
  '@remixicon/*',
];
const BACKSTAGE_FRONTEND = [
  '@backstage/ui',
  '@backstage/theme',
  '@backstage/core-*',
  '@backstage/frontend-*',
  '@backstage/plugin-*-react',
];
const BACKSTAGE_BACKEND = [
  '@backstage/backend-*',
  '@backstage/config-loader',
  '@backstage/plugin-*-node',
  '@backstage/plugin-*-backend',
  '@backstage/plugin-*-backend-module-*',
];
const NODE_ONLY = ['node:*', 'better-sqlite3', '@duckdb/*', 'express', 'knex'];

/** Per folder: the packages of ours that may be imported, and what else may not. */
const RULES = {
  'packages/table-metadata': {
    ours: [],
    // Measurements start PyIceberg to compare with.
    oursInTests: ['testbed'],
    not: ['@backstage/*', ...REACT],
  },
  'packages/table-health': {
    // It runs in a browser too, and table-metadata reads files: types alone.
    ours: [],
    oursAsTypes: ['table-metadata'],
    not: ['@backstage/*', ...REACT, ...NODE_ONLY],
  },
  'packages/maintenance': {
    ours: ['table-health'],
    oursAsTypes: ['table-metadata'],
    oursInTests: ['table-metadata'],
    not: ['@backstage/*', ...REACT, ...NODE_ONLY],
    // Its tests read the documentation's policies; what they test runs in a browser.
    notInTests: ['@backstage/*', ...REACT],
  },
  'packages/executors': {
    ours: ['maintenance', 'table-metadata', 'embedded', 'trino'],
    // Plans are tested against what the engines do.
    oursInTests: ['table-health'],
    not: ['@backstage/*', ...REACT],
  },
  'packages/blueprint': {
    // How two states of an object differ.
    ours: ['kubernetes'],
    not: ['@backstage/*', ...REACT, ...NODE_ONLY],
    // Its tests read manifests from files; what they test runs in a browser.
    notInTests: ['@backstage/*', ...REACT],
  },
  'packages/kubernetes': {
    ours: [],
    // The network is handed in; it runs wherever there is fetch.
    not: ['@backstage/*', ...REACT, ...NODE_ONLY],
  },
  'packages/embedded': {
    ours: ['table-metadata'],
    oursInTests: ['table-health'],
    not: ['@backstage/*', ...REACT],
  },
  'packages/storage': {
    ours: ['table-metadata'],
    not: ['@backstage/*', ...REACT],
  },
  'packages/redaction': {
    ours: [],
    not: ['@backstage/*', ...REACT],
  },
  'packages/trino': {
    ours: ['table-metadata', 'redaction'],
    not: ['@backstage/*', ...REACT],
  },
  'packages/prove': {
    // How a Trino is reached that only the API server of its cluster reaches.
    ours: ['trino', 'blueprint', 'kubernetes'],
    not: ['@backstage/*', ...REACT],
  },
  'packages/catalogs': {
    ours: ['table-metadata', 'storage', 'redaction'],
    oursInTests: ['embedded'],
    not: ['@backstage/*', ...REACT],
  },
  'packages/testbed': {
    ours: [
      ...BACKEND_SIDE,
      'cli',
      'plugin-*-backend',
      'plugin-*-backend-module-lakehouse',
    ],
    not: REACT,
  },
  'packages/cli': {
    ours: [
      ...CORE,
      ...STORAGE,
      'trino',
      'executors',
      'prove',
      'plugin-lakehouse-common',
      // Connections of app-config are opened as the portal opens them.
      'plugin-lakehouse-backend',
    ],
    not: REACT,
  },
  'plugins/lakehouse-common': {
    ours: ['table-health', 'maintenance', 'blueprint'],
    oursAsTypes: ['table-metadata'],
    not: [...REACT, ...BACKSTAGE_FRONTEND, ...BACKSTAGE_BACKEND, ...NODE_ONLY],
  },
  'plugins/lakehouse-node': {
    ours: [...CORE, 'plugin-lakehouse-common'],
    oursAsTypes: ['catalogs'],
    not: [...REACT, ...BACKSTAGE_FRONTEND],
  },
  'plugins/lakehouse-backend': {
    ours: BACKEND_SIDE,
    not: [...REACT, ...BACKSTAGE_FRONTEND],
  },
  'plugins/*-backend-module-lakehouse': {
    ours: BACKEND_SIDE,
    not: [...REACT, ...BACKSTAGE_FRONTEND],
  },
  'plugins/lakehouse': {
    ours: [
      'plugin-lakehouse-common',
      'table-health',
      'maintenance',
      'blueprint',
    ],
    oursAsTypes: ['table-metadata'],
    not: [...BACKSTAGE_BACKEND, ...NODE_ONLY],
  },
  'packages/app': {
    ours: ['plugin-lakehouse', 'plugin-lakehouse-common'],
    not: BACKSTAGE_BACKEND,
  },
  'packages/backend': {
    ours: [
      ...BACKEND_SIDE,
      'plugin-lakehouse-backend',
      'plugin-catalog-backend-module-lakehouse',
      'plugin-scaffolder-backend-module-lakehouse',
      'plugin-search-backend-module-lakehouse',
    ],
    not: [...REACT, ...BACKSTAGE_FRONTEND],
  },
};

/** Programs are at the top: nothing imports them. */
const PROGRAMS = ['app', 'backend'];

// esquery ends a regular expression at a slash, escaped or not.
function toPattern(text) {
  return text
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\//g, '\\x2F');
}

/** Matches a package by name or wildcard, and every path within it. */
function forbids(names) {
  return `^(?:${names.map(toPattern).join('|')})(?:\\x2F.*)?$`;
}

function forbidsAllOfOursBut(allowed) {
  const but = allowed.length
    ? `(?!(?:${allowed.map(toPattern).join('|')})(?:\\x2F|$))`
    : '';
  return `^${toPattern(SCOPE)}${but}`;
}

/** Every way to name a module that leaves code behind: import, export from, … */
function valueSelectors(pattern) {
  return [
    `ImportDeclaration[importKind!='type'][source.value=/${pattern}/]`,
    `ExportNamedDeclaration[exportKind!='type'][source.value=/${pattern}/]`,
    `ExportAllDeclaration[exportKind!='type'][source.value=/${pattern}/]`,
    `ImportExpression[source.value=/${pattern}/]`,
    `CallExpression[callee.name='require'][arguments.0.value=/${pattern}/]`,
  ];
}

/** Those that the compiler erases. */
function typeSelectors(pattern) {
  return [
    `ImportDeclaration[importKind='type'][source.value=/${pattern}/]`,
    `ExportNamedDeclaration[exportKind='type'][source.value=/${pattern}/]`,
    `ExportAllDeclaration[exportKind='type'][source.value=/${pattern}/]`,
    `TSImportType[argument.literal.value=/${pattern}/]`,
  ];
}

function allSelectors(pattern) {
  return [...valueSelectors(pattern), ...typeSelectors(pattern)];
}

function ruleFor(folder) {
  const [, rule] =
    Object.entries(RULES).find(([name]) =>
      new RegExp(`^${name.replace('*', '[^/]+')}$`).test(folder),
    ) ?? [];
  if (!rule) {
    throw new Error(
      `No dependency rule for ${folder}: say in scripts/lint/dependencyRule.js what it may import`,
    );
  }
  return rule;
}

/** Restrictions of a folder, as ESLint's no-restricted-syntax takes them. */
function dependencyRestrictions(folder, { isTest }) {
  const rule = ruleFor(folder);
  const { ours, oursInTests = [], oursAsTypes = [] } = rule;
  const not = (isTest && rule.notInTests) || rule.not;
  const allowed = isTest ? [...ours, ...oursInTests, ...oursAsTypes] : ours;
  // The test utilities of Backstage are for tests, whatever they are called.
  const outside = isTest && !not.includes('@backstage/*') ? [] : not;
  const see = 'See scripts/lint/dependencyRule.js.';
  const ourMessage = `${folder} may import of this repository only: ${
    allowed.join(', ') || 'nothing'
  }. ${see}`;
  const restrict = (selectors, message) =>
    selectors.map(selector => ({ selector, message }));

  return [
    ...restrict(valueSelectors(forbidsAllOfOursBut(allowed)), ourMessage),
    ...restrict(
      typeSelectors(forbidsAllOfOursBut([...allowed, ...oursAsTypes])),
      ourMessage,
    ),
    ...restrict(
      allSelectors(forbids(PROGRAMS)),
      `Nothing imports app or backend. ${see}`,
    ),
    ...(outside.length
      ? restrict(
          allSelectors(forbids(outside)),
          `${folder} must not depend on this: nothing points up. ${see}`,
        )
      : []),
  ];
}

module.exports = { dependencyRestrictions, RULES };
