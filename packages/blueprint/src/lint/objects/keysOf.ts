import { fieldsOf } from '../source/Fields';
import type { ManifestObject } from './ManifestObject';

/**
 * The keys of a ConfigMap or Secret; `undefined` for a Secret that was read without its values, and for what is generated of
 * files that aren't there.
 */
export function keysOf(object: ManifestObject): Set<string> | undefined {
  const { data, binaryData, stringData } = object.value;
  // Whoever lists the Secrets of a cluster for us leaves their values out.
  if (object.live && object.kind === 'Secret' && data === undefined)
    return undefined;
  if (object.generator && !object.generatedKeys) return undefined;
  return new Set([
    ...[data, binaryData, stringData].flatMap(part =>
      Object.keys(fieldsOf(part)),
    ),
    ...(object.generatedKeys ?? []),
  ]);
}
