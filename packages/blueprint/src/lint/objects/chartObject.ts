import { type Fields, fieldsOf, isFields } from '../source/Fields';
import type { ManifestObject } from './ManifestObject';

/** Whether a document is values of the official Trino chart: no Kubernetes object, and keys that only this chart has. */
export function isTrinoChartValues(value: unknown): value is Fields {
  if (!isFields(value) || 'kind' in value || 'apiVersion' in value)
    return false;
  const { coordinator, worker, server, image, catalogs } = value;
  const part = (of: unknown) =>
    isFields(of) &&
    (isFields(of.jvm) ||
      isFields(of.gracefulShutdown) ||
      isFields(fieldsOf(of.config).query));
  const own = fieldsOf(server);
  return (
    part(coordinator) ||
    part(worker) ||
    String(fieldsOf(image).repository ?? '').endsWith('trino') ||
    'workers' in own ||
    'exchangeManager' in own ||
    'authenticationType' in fieldsOf(own.config) ||
    'coordinatorExtraConfig' in own ||
    'workerExtraConfig' in own ||
    Array.isArray(value.additionalConfigProperties) ||
    ['accessControl', 'resourceGroups'].some(key =>
      ['configmap', 'properties'].includes(String(fieldsOf(value[key]).type)),
    ) ||
    Object.values(fieldsOf(catalogs)).some(
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
