import type { LintRule, RuleHit } from '../model/LintRule';
import type { TextEdit } from '../model/TextEdit';
import type { LintContext } from '../LintContext';
import type { ManifestObject } from '../objects/ManifestObject';
import { type TextField, textFieldsOf } from '../objects/textFieldsOf';
import {
  isTextOfYaml12Only,
  kubectlKeyOf,
  kubectlTypeOf,
} from '../source/kubectlScalar';
import type { WrittenScalar } from '../source/SourcePlaces';

/** K6. */
export const noText: LintRule = {
  id: 'K6',
  name: 'no-text',
  severity: 'error',
  summary:
    'A number or boolean where Kubernetes wants a text: in an environment variable, label, annotation, argument, name, or a value of a ConfigMap or Secret',
  consequence:
    'The API server refuses the object: "cannot unmarshal bool into Go struct field … of type string". kubectl, Helm, Flux and Argo CD read YAML 1.1, in which a plain y, n, yes, no, on or off is a boolean too; as a key it becomes "true" or "false".',
  fix: 'Put it into quotes.',
  source:
    'go.yaml.in/yaml/v2 (resolve.go), by which sigs.k8s.io/yaml reads; a run of it',
  fixable: true,
  *check(context) {
    const written = new PlainWords(context);
    for (const object of context.objects) {
      // What an API server gave has passed it; what kustomize generates or a chart renders is written by them.
      if (object.live || object.holder || object.generator) continue;
      for (const field of textFieldsOf(object, isSuspect)) {
        yield* valueHits(context, object, field, written);
        if (field.keyToo) yield* keyHits(context, object, field, written);
      }
    }
  },
};

/** Whether a value, or a key that is data, may be no text to kubectl. */
function isSuspect(value: unknown, key: string | undefined): boolean {
  return (
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    (typeof value === 'string' && isTextOfYaml12Only(value)) ||
    (key !== undefined && kubectlTypeOf(key) !== undefined)
  );
}

function* valueHits(
  context: LintContext,
  object: ManifestObject,
  { container, key, path, base64 }: TextField,
  words: PlainWords,
): Generator<RuleHit> {
  const value = (container as Record<string | number, unknown>)[key];
  const isText = typeof value === 'string';
  if (!isText && typeof value !== 'number' && typeof value !== 'boolean')
    return;
  // In quotes a text is a text: only if the word stands plain in the file, its tree is worth the time.
  if (isText && !(isTextOfYaml12Only(value) && words.has(container, value)))
    return;
  const { value: scalar } = context.places.writtenOf(container, key);
  if (isText && !scalar?.plain) return;
  const text = scalar?.plain ? scalar.text : String(value);
  const type = kubectlTypeOf(text);
  if (type !== 'bool' && type !== 'number') return;
  yield {
    place: context.places.of(container, key),
    object,
    message: `${path}: ${text} is ${
      type === 'bool' ? 'a boolean' : 'a number'
    }, not a text${
      isText ? ' (to kubectl, which reads YAML 1.1)' : ''
    }: the API server answers "cannot unmarshal ${type} into Go struct field … of type string"`,
    edits: base64 ? undefined : quoted(scalar),
  };
}

function* keyHits(
  context: LintContext,
  object: ManifestObject,
  { container, key, path }: TextField,
  words: PlainWords,
): Generator<RuleHit> {
  if (typeof key !== 'string' || kubectlTypeOf(key) === undefined) return;
  if (isTextOfYaml12Only(key) && !words.has(container, key)) return;
  const { key: scalar } = context.places.writtenOf(container, key);
  if (!scalar?.plain) return;
  const becomes = kubectlKeyOf(scalar.text);
  if (becomes === undefined) return;
  yield {
    place: context.places.of(container, key),
    object,
    message: `${path}: the key ${scalar.text} becomes ${becomes} when kubectl reads it (as YAML 1.1)`,
    edits: quoted(scalar),
  };
}

/** What is no text to kubectl has nothing that means something in quotes. */
function quoted(scalar: WrittenScalar | undefined): TextEdit[] | undefined {
  if (!scalar?.plain) return undefined;
  const { file, range, text } = scalar;
  return [{ file, start: range[0], end: range[1], text: `"${text}"` }];
}

/** Whether a word may stand plain in a file. */
class PlainWords {
  readonly #found = new Map<string, Map<string, boolean>>();

  constructor(private readonly context: LintContext) {}

  has(container: object, word: string): boolean {
    const source = this.context.places.sourceOf(container);
    if (source === undefined) return false;
    let words = this.#found.get(source);
    if (!words) this.#found.set(source, (words = new Map()));
    let found = words.get(word);
    if (found === undefined) {
      found = new RegExp(
        `(?:^|[\\s\\[{,:])${word.replace(
          /[.+]/g,
          String.raw`\$&`,
        )}(?=[ \\t]*(?:[,\\]}#:\\r\\n]|$))`,
        'm',
      ).test(source);
      words.set(word, found);
    }
    return found;
  }
}
