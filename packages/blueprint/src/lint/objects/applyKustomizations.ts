import type { LintFile, LintInput } from '../model/LintFile';
import { type Fields, fieldsOf, listOf, textOf } from '../source/Fields';
import { addToList } from '../source/addToList';
import { plainText } from '../source/plainText';
import type { SourcePlaces } from '../source/SourcePlaces';
import { ConfigFile } from './ConfigFile';
import { setImages } from './setImages';
import {
  type GeneratedVariable,
  type ManifestObject,
  toManifestObject,
} from './ManifestObject';
import type { Manifests } from './Manifests';

/**
 * What kustomize would do to the files, as far as references depend on it: generators make ConfigMaps and Secrets of plain
 * files, `namespace` places the resources, `images` changes their images, patches are no objects of their own.
 */
export function applyKustomizations(
  kustomizations: { file: string; value: Fields }[],
  inputs: readonly LintInput[],
  places: SourcePlaces,
  manifests: Manifests,
): void {
  if (kustomizations.length === 0) return;
  const texts = new Map<string, LintFile>();
  for (const input of inputs)
    if ('path' in input) texts.set(normalize(input.path), input);
  const byFile = new Map<string, ManifestObject[]>();
  for (const object of manifests.objects)
    addToList(byFile, normalize(object.file), object);
  const patches = new Set<string>();
  for (const { file, value } of kustomizations) {
    const folder = file.includes('/')
      ? file.slice(0, file.lastIndexOf('/'))
      : '';
    const resolve = (path: string) =>
      normalize(folder === '' ? path : `${folder}/${path}`);
    for (const path of patchesOf(value)) patches.add(resolve(path));
    placeResources(value, resolve, byFile);
    for (const [field, kind] of [
      ['configMapGenerator', 'ConfigMap'],
      ['secretGenerator', 'Secret'],
    ]) {
      for (const generator of listOf(value[field]))
        generate(fieldsOf(generator), kind, {
          file,
          value,
          resolve,
          texts,
          places,
          manifests,
        });
    }
  }
  if ([...patches].some(path => byFile.has(path)))
    manifests.objects = manifests.objects.filter(
      ({ file }) => !patches.has(normalize(file)),
    );
}

/** Files of patches: they are no objects of their own. */
function patchesOf(value: Fields): string[] {
  return [
    ...listOf(value.patchesStrategicMerge),
    ...listOf(value.patches).map(patch => fieldsOf(patch).path),
    ...listOf(value.patchesJson6902).map(patch => fieldsOf(patch).path),
  ].filter(path => typeof path === 'string');
}

function placeResources(
  value: Fields,
  resolve: (path: string) => string,
  byFile: Map<string, ManifestObject[]>,
): void {
  const namespace = textOf(value.namespace);
  for (const path of new Set(listOf(value.resources)))
    for (const object of typeof path === 'string'
      ? byFile.get(resolve(path)) ?? []
      : []) {
      object.namespace = namespace ?? object.namespace;
      setImages(object.value, value.images);
    }
}

function generate(
  generator: Fields,
  kind: string,
  context: {
    file: string;
    value: Fields;
    resolve: (path: string) => string;
    texts: Map<string, LintFile>;
    places: SourcePlaces;
    manifests: Manifests;
  },
): void {
  const { file, value, manifests, places } = context;
  const data: Fields = {};
  const options = {
    ...fieldsOf(value.generatorOptions),
    ...fieldsOf(generator.options),
  };
  const object = toManifestObject(
    {
      apiVersion: 'v1',
      kind,
      metadata: { name: generator.name, namespace: generator.namespace },
      data,
    },
    file,
    { namespace: textOf(value.namespace) },
  ) as ManifestObject;
  object.hashed = options.disableNameSuffixHash !== true;
  for (const entry of listOf(generator.files)) {
    const text = textOf(entry) ?? '';
    const divider = text.indexOf('=');
    const path = text.slice(divider + 1);
    const name =
      divider < 0
        ? path.slice(path.lastIndexOf('/') + 1)
        : text.slice(0, divider);
    const found = context.texts.get(context.resolve(path));
    data[name] = found?.text ?? '';
    if (!found) continue;
    manifests.configFiles = manifests.configFiles.filter(
      other => other.object !== undefined || other.source.file !== found.path,
    );
    manifests.skipped = manifests.skipped.filter(
      skipped => skipped.file !== found.path,
    );
    manifests.configFiles.push(
      new ConfigFile({
        name,
        source: plainText(found.path, found.text),
        places,
        object,
      }),
    );
  }
  const variables = [
    ...literalsOf(generator, places),
    ...environmentOf(generator, context),
  ];
  for (const { key, value: text } of variables) data[key] = text;
  object.generator = generator;
  object.variables = variables;
  // Merged into a ConfigMap of a base, or of a file that isn't here: there are other keys.
  object.generatedKeys =
    generator.behavior === 'merge' ||
    environmentFiles(generator).some(
      path => !context.texts.has(context.resolve(path)),
    )
      ? undefined
      : Object.keys(data);
  // The files have places of their own; configFilesOf must not read them again.
  object.value = { ...object.value, data: {} };
  manifests.objects.push(object);
}

function literalsOf(
  generator: Fields,
  places: SourcePlaces,
): GeneratedVariable[] {
  const literals = listOf(generator.literals);
  return literals.flatMap((entry, index) => {
    const text = textOf(entry) ?? '';
    const divider = text.indexOf('=');
    if (divider <= 0) return [];
    return {
      key: text.slice(0, divider),
      // As kustomize does: quotes around the value are none of it.
      value: text.slice(divider + 1).replace(/^(["'])(.*)\1$/s, '$2'),
      place: () => places.of(literals, index),
    };
  });
}

function environmentFiles(generator: Fields): string[] {
  return [...listOf(generator.envs), generator.env].filter(
    path => typeof path === 'string',
  );
}

/** Variables of the files that a generator takes them from; those are no files of their own then. */
function environmentOf(
  generator: Fields,
  context: {
    resolve: (path: string) => string;
    texts: Map<string, LintFile>;
    manifests: Manifests;
  },
): GeneratedVariable[] {
  const { manifests } = context;
  return environmentFiles(generator).flatMap(path => {
    const found = context.texts.get(context.resolve(path));
    if (!found) return [];
    manifests.configFiles = manifests.configFiles.filter(
      other => other.object !== undefined || other.source.file !== found.path,
    );
    const source = plainText(found.path, found.text);
    return found.text.split('\n').flatMap((line, index) => {
      const match = /^\s*([^#=\s][^=]*)=(.*?)\r?$/.exec(line);
      if (!match) return [];
      return {
        key: match[1].trim(),
        value: match[2],
        place: () => source.placeOf(index),
      };
    });
  });
}

/** A path without `.` and `..`. */
export function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}
