import type { LintContext } from '../LintContext';
import { ConfigFile } from '../objects/ConfigFile';
import type { ManifestObject } from '../objects/ManifestObject';
import { parseQuantity } from '../objects/parseQuantity';
import {
  type Fields,
  fieldsOf,
  listOf,
  textOf,
  valueAt,
} from '../source/Fields';
import { parseProperties, type PropertyEntry } from '../source/parseProperties';
import { plainText } from '../source/plainText';
import { scalarEdit } from '../source/scalarEdit';
import { nodeOf } from './nodeOf';
import { parseDataSize } from './parseDataSize';
import { NEWEST_TRINO } from './versions';
import type { TrinoNode } from './TrinoNode';

/**
 * What the official chart (1.42) makes of its values, as far as rules look at it: memory, catalogs, access rules, further
 * properties. Values that are left out have the chart's defaults: a heap of 8G, 1GB of query memory for each node.
 */
export function chartNodes(
  context: LintContext,
  object: ManifestObject,
): TrinoNode[] {
  const { value } = object;
  const workers = valueAt(value, 'server', 'workers');
  const catalogs = chartCatalogs(context, object);
  const tag = /^\d{3}$/.exec(textOf(valueAt(value, 'image', 'tag')) ?? '');
  const version =
    context.options.trinoVersion ?? (tag ? Number(tag[0]) : undefined);
  const nodes: TrinoNode[] = [];
  for (const role of ['coordinator', 'worker'] as const) {
    if (role === 'worker' && workers === 0) continue;
    const part = fieldsOf(value[role]);
    const limit = parseQuantity(
      textOf(valueAt(part, 'resources', 'limits', 'memory')),
    );
    const heap = chartHeap(context, object, role, limit);
    const files = [
      chartConfig(context, object, role, heap.place),
      ...catalogs,
      ...(role === 'coordinator' ? chartRules(context, object) : []),
      ...chartFiles(context, object, part),
    ];
    const node = nodeOf(files, {
      object,
      version: version ?? NEWEST_TRINO,
      versionKnown: version !== undefined,
      mounted: [],
      opaque: ['/etc/trino'],
      chart: true,
    });
    nodes.push({ ...node, heap });
  }
  return nodes;
}

function chartHeap(
  context: LintContext,
  object: ManifestObject,
  role: 'coordinator' | 'worker',
  limit: number | undefined,
): NonNullable<TrinoNode['heap']> {
  const jvm = valueAt(object.value, role, 'jvm');
  const size = valueAt(jvm, 'maxHeapSize');
  const percent = Number(valueAt(jvm, 'maxHeapPercent') ?? 0);
  const container = fieldsOf(jvm);
  // The chart writes both options if both are set; -Xmx then wins.
  if (percent > 0 && (size === '' || size === null) && limit !== undefined)
    return {
      bytes: (limit * percent) / 100,
      text: `maxHeapPercent: ${percent}`,
      place: context.places.of(container, 'maxHeapPercent'),
    };
  const text = textOf(size) || '8G';
  return {
    bytes: parseDataSize(text) ?? 0,
    text: `-Xmx${text}`,
    place:
      size === undefined
        ? context.places.of(object.value, role)
        : context.places.of(container, 'maxHeapSize'),
  };
}

function chartConfig(
  context: LintContext,
  object: ManifestObject,
  role: 'coordinator' | 'worker',
  fallback: PropertyEntry['place'],
): ConfigFile {
  const { value } = object;
  const properties: PropertyEntry[] = [];
  const add = (
    key: string,
    path: string[],
    standard: string | undefined,
  ): void => {
    const container = valueAt(value, ...path.slice(0, -1));
    const given = textOf(valueAt(value, ...path)) || undefined;
    const text = given ?? standard;
    if (text === undefined) return;
    const place =
      given === undefined
        ? fallback
        : context.places.of(container as object, path.at(-1));
    const withValue = (next: string) =>
      scalarEdit(context.textOfFile(place.file), place, next);
    properties.push({
      key,
      value: text,
      place,
      // Whether it can be edited doesn't depend on the value.
      withValue:
        given !== undefined && withValue('x')
          ? next => withValue(next)!
          : undefined,
    });
  };
  properties.push({
    key: 'coordinator',
    value: String(role === 'coordinator'),
    place: fallback,
  });
  if (role === 'coordinator')
    add(
      'node-scheduler.include-coordinator',
      ['coordinator', 'config', 'nodeScheduler', 'includeCoordinator'],
      'false',
    );
  add('query.max-memory', ['server', 'config', 'query', 'maxMemory'], '4GB');
  add(
    'query.max-memory-per-node',
    [role, 'config', 'query', 'maxMemoryPerNode'],
    '1GB',
  );
  add(
    'memory.heap-headroom-per-node',
    [role, 'config', 'memory', 'heapHeadroomPerNode'],
    undefined,
  );
  if (role === 'coordinator')
    add(
      'http-server.authentication.type',
      ['server', 'config', 'authenticationType'],
      undefined,
    );
  properties.push(
    ...lineProperties(context, value.additionalConfigProperties),
    ...blockProperties(context, fieldsOf(value.server), `${role}ExtraConfig`),
  );
  return new ConfigFile({
    name: 'config.properties',
    source: plainText(object.file, ''),
    places: context.places,
    object,
    properties,
  });
}

function lineProperties(context: LintContext, value: unknown): PropertyEntry[] {
  const list = listOf(value);
  return list.flatMap((item, index) => {
    const place = context.places.of(list, index);
    return parseProperties(plainText(place.file, textOf(item) ?? '')).map(
      ({ key, value: text }) => ({ key, value: text, place }),
    );
  });
}

function blockProperties(
  context: LintContext,
  container: Fields,
  key: string,
): PropertyEntry[] {
  const source =
    typeof container[key] === 'string'
      ? context.places.textOf(container, key)
      : undefined;
  return source ? parseProperties(source) : [];
}

function chartCatalogs(
  context: LintContext,
  object: ManifestObject,
): ConfigFile[] {
  const files: ConfigFile[] = [];
  for (const field of ['catalogs', 'additionalCatalogs']) {
    const container = fieldsOf(object.value[field]);
    for (const [name, text] of Object.entries(container)) {
      const source =
        typeof text === 'string'
          ? context.places.textOf(container, name)
          : undefined;
      if (source)
        files.push(
          new ConfigFile({
            name: `${name}.properties`,
            source,
            places: context.places,
            object,
          }),
        );
    }
  }
  return files;
}

function chartRules(
  context: LintContext,
  object: ManifestObject,
): ConfigFile[] {
  const rules = fieldsOf(valueAt(object.value, 'accessControl', 'rules'));
  const files: ConfigFile[] = [];
  for (const name of Object.keys(rules)) {
    const source = context.places.textOf(rules, name);
    if (source)
      files.push(
        new ConfigFile({ name, source, places: context.places, object }),
      );
  }
  const control = fieldsOf(object.value.accessControl);
  if (control.type === 'configmap') {
    const place = context.places.of(control, 'type');
    files.push(
      new ConfigFile({
        name: 'access-control.properties',
        source: plainText(object.file, ''),
        places: context.places,
        object,
        properties: [{ key: 'access-control.name', value: 'file', place }],
      }),
    );
  }
  return files;
}

/** Further properties files that values hold as text. */
function chartFiles(
  context: LintContext,
  object: ManifestObject,
  part: Fields,
): ConfigFile[] {
  const files: ConfigFile[] = [];
  const add = (name: string, container: Fields, key: string): void => {
    const source =
      typeof container[key] === 'string'
        ? context.places.textOf(container, key)
        : undefined;
    if (source)
      files.push(
        new ConfigFile({ name, source, places: context.places, object }),
      );
  };
  for (const [name, field] of [
    ['access-control.properties', 'accessControl'],
    ['resource-groups.properties', 'resourceGroups'],
    ['header-authenticator.properties', 'headerAuthenticator'],
    ['session-property-config.properties', 'sessionProperties'],
  ])
    add(name, fieldsOf(object.value[field]), 'properties');
  const further = fieldsOf(part.additionalConfigFiles);
  for (const name of Object.keys(further)) add(name, further, name);
  return files;
}
