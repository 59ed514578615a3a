import { type Fields, fieldsOf, isFields } from '../source/Fields';
import type { ManifestObject } from './ManifestObject';

/** Whether a document is values of the official Trino chart: no Kubernetes object, and keys that only this chart has. */
export function isTrinoChartValues(value: unknown): value is Fields {
  if (!isFields(value) || 'kind' in value || 'apiVersion' in value)
    return false;
  const { coordinator, worker, server, image, catalogs, accessControl } = value;
  const jvm = (part: unknown) =>
    isFields(part) &&
    (isFields(part.jvm) || isFields(fieldsOf(part.config).query));
  if (jvm(coordinator) || jvm(worker)) return true;
  if (String(fieldsOf(image).repository ?? '').endsWith('trino')) return true;
  if (
    isFields(server) &&
    ('workers' in server || isFields(server.config)) &&
    (isFields(coordinator) || isFields(worker) || isFields(catalogs))
  )
    return true;
  return (
    (isFields(catalogs) || isFields(accessControl)) &&
    Object.values({ ...fieldsOf(catalogs) }).some(
      text => typeof text === 'string' && /^connector\.name\s*=/m.test(text),
    )
  );
}

/** Values as an object, so that findings can name them. */
export function chartObject(value: Fields, file: string): ManifestObject {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return {
    apiVersion: '',
    kind: 'TrinoChartValues',
    name,
    value,
    file,
    label: `Trino chart values ${name}`,
    live: false,
  };
}
