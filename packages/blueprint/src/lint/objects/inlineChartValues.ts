import {
  type Fields,
  fieldsOf,
  isFields,
  listOf,
  valueAt,
} from '../source/Fields';
import { parseYaml } from '../source/parseYaml';
import type { SourcePlaces } from '../source/SourcePlaces';
import { chartObject, isTrinoChartValues } from './chartObject';
import type { ManifestObject } from './ManifestObject';

/**
 * The values of the Trino chart that an object holds: a HelmRelease of Flux (`spec.values`), an Application of Argo CD
 * (`helm.valuesObject`, or `helm.values` as a text), a HelmChart of k3s (`spec.valuesContent`, a text).
 */
export function inlineChartValues(
  object: ManifestObject,
  places: SourcePlaces,
): ManifestObject[] {
  return holdersOf(object).flatMap(({ chart, container, key }) => {
    const value = valuesOf(container, key, places);
    if (!isFields(value)) return [];
    // Where a chart is named, it is known; from Git there is only a path.
    const isTrino =
      typeof chart === 'string'
        ? /(^|\/)trino$/.test(chart)
        : isTrinoChartValues(value);
    if (!isTrino) return [];
    const { file, live, namespace, label } = object;
    return [
      {
        ...chartObject(value, file),
        ...{ name: object.name, namespace, live, label, holder: object },
      },
    ];
  });
}

/** A place where values stand. */
interface Holder {
  chart: unknown;
  container: Fields;
  key: string;
}

function holdersOf({ kind, value }: ManifestObject): Holder[] {
  const spec = fieldsOf(value.spec);
  switch (kind) {
    case 'HelmRelease':
      return [
        {
          chart: valueAt(spec, 'chart', 'spec', 'chart'),
          ...{ container: spec, key: 'values' },
        },
      ];
    case 'HelmChart':
      return [
        { chart: spec.chart, ...{ container: spec, key: 'valuesContent' } },
      ];
    case 'Application':
      return [spec.source, ...listOf(spec.sources)].flatMap(source => {
        const { chart, helm } = fieldsOf(source);
        const container = fieldsOf(helm);
        return ['valuesObject', 'values'].map(key => ({
          ...{ chart, container, key },
        }));
      });
    default:
      return [];
  }
}

function valuesOf(
  container: Fields,
  key: string,
  places: SourcePlaces,
): unknown {
  const value = container[key];
  if (typeof value !== 'string') return value;
  const source = places.textOf(container, key);
  return source
    ? parseYaml(source.file, source.text, places, source).values[0]
    : undefined;
}
