import type { LakehouseDocument } from '../../document';
import type { LintContext } from '../../lint/LintContext';
import { fieldsOf, isFields, listOf, textOf } from '../../lint/source/Fields';
import { renderLakehouse } from '../../render';
import type { StackFinding } from '../StackFinding';
import type { StackInput } from '../StackInput';

/** Field names in a message; the whole list is in the drift itself. */
const MAX_NAMED = 5;

/**
 * What is otherwise than rendered.
 *
 * @param kinds - That were handed in: objects of others are not missing, they were not read.
 * @param drift - As a server told; absent: what can be compared without one is, which are images and ConfigMaps.
 */
export function checkDrift(
  context: LintContext,
  kinds: ReadonlySet<string>,
  document: LakehouseDocument | undefined,
  drift: StackInput['drift'],
): StackFinding[] {
  if (drift)
    return drift.flatMap(({ id, state, fields }) => {
      if (state === 'missing') return [missing(id)];
      return state === 'drifted'
        ? [
            drifted(
              id,
              fields.map(({ path }) => path),
            ),
          ]
        : [];
    });
  return document ? compare(context, kinds, document) : [];
}

function compare(
  context: LintContext,
  kinds: ReadonlySet<string>,
  document: LakehouseDocument,
): StackFinding[] {
  return renderLakehouse(document).objects.flatMap(rendered => {
    const { kind, metadata } = rendered;
    // A Job that is done may have been cleaned away.
    if (!kinds.has(kind) || kind === 'Job') return [];
    const label = `${kind} ${
      metadata.namespace === undefined ? '' : `${metadata.namespace}/`
    }${metadata.name}`;
    const live = context.objectsOf(kind).find(object => object.label === label);
    if (!live) return [missing(label)];
    const paths = [
      ...(kind === 'ConfigMap'
        ? differentKeys(
            fieldsOf(live.value.data),
            fieldsOf((rendered as { data?: unknown }).data),
          )
        : []),
      ...differentImages(live.value, rendered),
    ];
    return paths.length > 0 ? [drifted(label, paths)] : [];
  });
}

function differentKeys(
  live: Record<string, unknown>,
  wanted: Record<string, unknown>,
): string[] {
  return [...new Set([...Object.keys(live), ...Object.keys(wanted)])]
    .filter(key => live[key] !== wanted[key])
    .map(key => `.data.${key}`);
}

function differentImages(live: unknown, wanted: unknown): string[] {
  const now = imagesOf(live);
  return [...imagesOf(wanted)]
    .filter(([name, image]) => now.has(name) && now.get(name) !== image)
    .map(([name]) => `image of ${name}`);
}

function imagesOf(object: unknown): Map<string, string | undefined> {
  const template = fieldsOf(fieldsOf(fieldsOf(object).spec).template);
  const pod = fieldsOf(template.spec);
  return new Map(
    [...listOf(pod.initContainers), ...listOf(pod.containers)]
      .filter(isFields)
      .map(({ name, image }) => [textOf(name) ?? '', textOf(image)] as const),
  );
}

function missing(object: string): StackFinding {
  return {
    ...{ topic: 'drift', rule: 'D-missing', severity: 'error', object },
    message: 'The document has it, the cluster does not',
    fix: 'Apply the lakehouse again.',
  };
}

function drifted(object: string, paths: readonly string[]): StackFinding {
  const named = paths.slice(0, MAX_NAMED).join(', ');
  const more =
    paths.length > MAX_NAMED ? ` and ${paths.length - MAX_NAMED} more` : '';
  return {
    ...{ topic: 'drift', rule: 'D-drift', severity: 'warning', object },
    message: `Otherwise than the document says: ${named}${more}`,
    fix: 'Take the change into the document, or apply the lakehouse again, which undoes it.',
  };
}
