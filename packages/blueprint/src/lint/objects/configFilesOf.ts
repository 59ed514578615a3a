import { fieldsOf, textOf } from '../source/Fields';
import { oneLine } from '../source/oneLine';
import type { SourcePlaces } from '../source/SourcePlaces';
import { ConfigFile } from './ConfigFile';
import type { ManifestObject } from './ManifestObject';

/** The files that a ConfigMap or Secret holds. */
export function configFilesOf(
  object: ManifestObject,
  places: SourcePlaces,
): ConfigFile[] {
  if (object.kind !== 'ConfigMap' && object.kind !== 'Secret') return [];
  const files: ConfigFile[] = [];
  for (const field of ['data', 'stringData']) {
    const data = fieldsOf(object.value[field]);
    for (const [name, value] of Object.entries(data)) {
      if (typeof value !== 'string') {
        const text = textOf(value);
        // Refused by an API server (K6), but written there all the same.
        if (text !== undefined && field === 'stringData')
          files.push(
            new ConfigFile({
              name,
              source: oneLine(places.of(data, name), text),
              places,
              object,
            }),
          );
        continue;
      }
      if (object.kind === 'Secret' && field === 'data') {
        const text = decodeBase64(value);
        if (text === undefined) continue;
        const source = oneLine(places.of(data, name), text);
        files.push(new ConfigFile({ name, source, places, object }));
        continue;
      }
      const source = places.textOf(data, name);
      if (source) files.push(new ConfigFile({ name, source, places, object }));
    }
  }
  return files;
}

/** Text of a Secret's value; `undefined` if it is no base64 or no UTF-8 text. */
function decodeBase64(value: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(value.replace(/\s/g, '')), char =>
      char.charCodeAt(0),
    );
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined; // A key store or another binary value: nothing to read in it.
  }
}
