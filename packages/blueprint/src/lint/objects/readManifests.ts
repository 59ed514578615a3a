import {
  type LintError,
  ManifestSyntaxError,
  ManifestTooLargeError,
  NotTextError,
} from '../errors';
import type { LintFile, LintInput, LiveObject } from '../model/LintFile';
import { type Fields, fieldsOf, isFields, listOf } from '../source/Fields';
import { parseYaml } from '../source/parseYaml';
import { plainText } from '../source/plainText';
import type { SourcePlaces } from '../source/SourcePlaces';
import { configFilesOf } from './configFilesOf';
import { ConfigFile } from './ConfigFile';
import { chartObject, isTrinoChartValues } from './chartObject';
import { applyKustomizations } from './applyKustomizations';
import { inlineChartValues } from './inlineChartValues';
import { type ManifestObject, toManifestObject } from './ManifestObject';
import type { Manifests } from './Manifests';

/** Text of one file that is parsed; etcd refuses objects of more than 1.5 MiB, so this is a folder's worth of them. */
export const MAX_FILE_CHARACTERS = 10 * 1024 * 1024;
const MAX_LINES = 500_000;
/** Text of all files together. */
const MAX_TOTAL_CHARACTERS = 64 * 1024 * 1024;

/** Reads every input into objects and configuration files; what can't be read is an error of that input alone. */
export function readManifests(
  inputs: readonly LintInput[],
  places: SourcePlaces,
): Manifests {
  const manifests: Manifests = {
    objects: [],
    configFiles: [],
    duplicates: [],
    errors: [],
    skipped: [],
    fileCount: 0,
  };
  const kustomizations: { file: string; value: Fields }[] = [];
  let total = 0;
  for (const input of inputs) {
    if ('object' in input) {
      readLive(input, places, manifests);
      continue;
    }
    const refusal = refusalOf(input, total + input.text.length);
    if (refusal) {
      manifests.errors.push(refusal);
      continue;
    }
    total += input.text.length;
    manifests.fileCount++;
    readFile(input, places, manifests, kustomizations);
  }
  applyKustomizations(kustomizations, inputs, places, manifests);
  manifests.objects.push(
    ...manifests.objects.flatMap(object => inlineChartValues(object, places)),
  );
  for (const object of manifests.objects)
    manifests.configFiles.push(...configFilesOf(object, places));
  return manifests;
}

function refusalOf(
  { path: file, text }: LintFile,
  total: number,
): LintError | undefined {
  if (text.length > MAX_FILE_CHARACTERS || total > MAX_TOTAL_CHARACTERS)
    return new ManifestTooLargeError(
      text.length > MAX_FILE_CHARACTERS
        ? `A file may have ${MAX_FILE_CHARACTERS} characters, this one has ${text.length}`
        : `The files have more than ${MAX_TOTAL_CHARACTERS} characters together`,
      { file },
    );
  if (text.includes('\0'))
    return new NotTextError('A binary file: it has NUL characters', { file });
  if (text.includes('\uFFFD'))
    return new NotTextError(
      'Not UTF-8: bytes that stand for no character (or the replacement character U+FFFD itself)',
      { file },
    );
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
    if (++lines > MAX_LINES)
      return new ManifestTooLargeError(
        `A file may have ${MAX_LINES} lines, this one has more`,
        { file },
      );
  return undefined;
}

function readFile(
  { path: file, text }: LintFile,
  places: SourcePlaces,
  manifests: Manifests,
  kustomizations: { file: string; value: Fields }[],
): void {
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (!/\.(ya?ml|json)$/i.test(name)) {
    manifests.configFiles.push(
      new ConfigFile({ name, source: plainText(file, text), places }),
    );
    return;
  }
  if (/\{\{/.test(text) && /(^|\/)templates\//.test(file)) {
    manifests.skipped.push({
      file,
      reason: 'a Helm template: lint what "helm template" makes of it',
    });
    return;
  }
  const parsed = parseYaml(file, text, places);
  manifests.errors.push(...parsed.errors);
  manifests.duplicates.push(...parsed.duplicates);
  const before = manifests.objects.length + manifests.configFiles.length;
  for (const value of parsed.values) {
    if (/(^|\/)kustomization\.ya?ml$/.test(file) || isKustomization(value)) {
      kustomizations.push({ file, value: fieldsOf(value) });
      continue;
    }
    for (const object of objectsIn(value, file)) manifests.objects.push(object);
    if (isTrinoChartValues(value))
      manifests.objects.push(chartObject(value, file));
  }
  if (manifests.objects.length + manifests.configFiles.length > before) return;
  if (kustomizations.at(-1)?.file === file || parsed.errors.length > 0) return;
  if (name.endsWith('.json'))
    manifests.configFiles.push(
      new ConfigFile({ name, source: plainText(file, text), places }),
    );
  else
    manifests.skipped.push({
      file,
      reason: 'no Kubernetes object, no values of the Trino chart',
    });
}

function readLive(
  { object, source }: LiveObject,
  places: SourcePlaces,
  manifests: Manifests,
): void {
  const value = fieldsOf(object);
  const found = toManifestObject(value, '', { live: true });
  const file = `${source === undefined ? '' : `${source}:`}${
    found ? found.label.replace(' ', '/') : 'object'
  }`;
  if (!found) {
    manifests.errors.push(
      new ManifestSyntaxError('An object without kind and apiVersion', {
        file,
      }),
    );
    return;
  }
  markLive(value, file, places);
  manifests.objects.push({ ...found, file });
}

function markLive(value: unknown, file: string, places: SourcePlaces): void {
  if (typeof value !== 'object' || value === null) return;
  places.addLive(value, file);
  for (const item of Object.values(value)) markLive(item, file, places);
}

function* objectsIn(value: unknown, file: string): Generator<ManifestObject> {
  const fields = fieldsOf(value);
  if (
    typeof fields.kind === 'string' &&
    fields.kind.endsWith('List') &&
    Array.isArray(fields.items)
  ) {
    for (const item of listOf(fields.items)) yield* objectsIn(item, file);
    return;
  }
  if (Array.isArray(value)) {
    // A JSON array of objects, as some tools print them.
    for (const item of value)
      if (isFields(item) && 'kind' in item) yield* objectsIn(item, file);
    return;
  }
  const object = toManifestObject(fields, file);
  if (object) yield object;
}

function isKustomization(value: unknown): boolean {
  return (
    isFields(value) &&
    value.kind === 'Kustomization' &&
    String(value.apiVersion).startsWith('kustomize.config.k8s.io')
  );
}
