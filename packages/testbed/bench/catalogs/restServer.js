'use strict';

// An Iceberg REST catalog of made-up tables that answers after a delay, for measurements: node restServer.js TABLES DELAY_MS
const { createServer } = require('node:http');

const [tables, delayMs] = process.argv.slice(2).map(Number);
const NAMESPACES = 40;
const counts = { requests: 0, notModified: 0, loads: 0 };
const revisions = new Array(tables).fill(1);

const nameOf = index => `table_${String(index).padStart(6, '0')}`;
const locationOf = index =>
  `s3://bench/n${index % NAMESPACES}/${nameOf(index)}`;

function metadataOf(index) {
  const location = locationOf(index);
  const snapshots = Array.from({ length: 10 }, (_, number) => ({
    'snapshot-id': number + 1,
    'sequence-number': number + 1,
    'timestamp-ms': 1_760_000_000_000 + number * 60_000,
    'manifest-list': `${location}/metadata/snap-${number + 1}.avro`,
    summary: { operation: 'append', 'total-records': String(number * 100) },
    'schema-id': 0,
  }));
  return {
    'metadata-location': `${location}/metadata/${revisions[index]}.metadata.json`,
    metadata: {
      'format-version': 2,
      'table-uuid': `00000000-0000-4000-8000-${String(index).padStart(
        12,
        '0',
      )}`,
      location,
      'last-sequence-number': 10,
      'last-updated-ms': 1_760_000_600_000,
      'last-column-id': 20,
      'current-schema-id': 0,
      schemas: [
        {
          type: 'struct',
          'schema-id': 0,
          fields: Array.from({ length: 20 }, (_, id) => ({
            id: id + 1,
            name: `column_${id}`,
            required: false,
            type: 'long',
          })),
        },
      ],
      'default-spec-id': 0,
      'partition-specs': [{ 'spec-id': 0, fields: [] }],
      'last-partition-id': 999,
      'default-sort-order-id': 0,
      'sort-orders': [{ 'order-id': 0, fields: [] }],
      properties: {},
      'current-snapshot-id': 10,
      refs: { main: { type: 'branch', 'snapshot-id': 10 } },
      snapshots,
      'snapshot-log': [],
      'metadata-log': [],
    },
  };
}

function answer(request) {
  const url = new URL(request.url, 'http://localhost');
  const parts = url.pathname.split('/').filter(Boolean);
  if (url.pathname === '/counts') {
    return { delay: 0, body: { ...counts } };
  }
  if (url.pathname === '/change') {
    for (const index of url.searchParams.get('tables').split(',')) {
      revisions[Number(index)] += 1;
    }
    return { delay: 0, body: {} };
  }
  counts.requests += 1;
  if (url.pathname === '/v1/config') {
    return {
      body: {
        defaults: {},
        overrides: {},
        endpoints: [
          'GET /v1/{prefix}/namespaces',
          'GET /v1/{prefix}/namespaces/{namespace}/tables',
          'GET /v1/{prefix}/namespaces/{namespace}/tables/{table}',
        ],
      },
    };
  }
  if (parts.length === 2) {
    const nested = url.searchParams.get('parent');
    return {
      body: {
        namespaces: nested
          ? []
          : Array.from({ length: NAMESPACES }, (_, index) => [`n${index}`]),
      },
    };
  }
  if (parts.length === 4) {
    const namespace = Number(parts[2].slice(1));
    const size = Number(url.searchParams.get('pageSize') ?? 1000);
    const first = Number(url.searchParams.get('pageToken') || 0);
    const indexes = [];
    for (let index = namespace; index < tables; index += NAMESPACES) {
      indexes.push(index);
    }
    return {
      body: {
        identifiers: indexes
          .slice(first, first + size)
          .map(index => ({ namespace: [parts[2]], name: nameOf(index) })),
        ...(first + size < indexes.length && {
          'next-page-token': String(first + size),
        }),
      },
    };
  }
  const index = Number(parts[4].slice('table_'.length));
  const etag = `"${index}-${revisions[index]}"`;
  if (request.headers['if-none-match'] === etag) {
    counts.notModified += 1;
    return { status: 304, etag };
  }
  return { body: metadataOf(index), etag, isMetadata: true };
}

createServer((request, response) => {
  const {
    status = 200,
    body,
    etag,
    delay = delayMs,
    isMetadata,
  } = answer(request);
  setTimeout(() => {
    const text = body === undefined ? '' : JSON.stringify(body);
    if (isMetadata) {
      counts.loads += 1;
    }
    response.writeHead(status, {
      ...(etag && { ETag: etag }),
      ...(text && { 'Content-Type': 'application/json' }),
    });
    response.end(text);
  }, delay);
}).listen(0, '127.0.0.1', function listening() {
  process.send(this.address().port);
});
process.on('disconnect', () => process.exit());
