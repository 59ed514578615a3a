import { InvalidLakehouseError } from '../document';
import { lintManifests } from '../lint/lintManifests';
import { LintContext } from '../lint/LintContext';
import { readManifests } from '../lint/objects/readManifests';
import { SourcePlaces } from '../lint/source/SourcePlaces';
import { checkAvailability } from './checks/checkAvailability';
import { checkCertificates } from './checks/checkCertificates';
import { checkDrift } from './checks/checkDrift';
import { checkHistory } from './checks/checkHistory';
import { checkRetention } from './checks/checkRetention';
import { checkVersions } from './checks/checkVersions';
import { keptDocument } from './keptDocument';
import { liveObjects } from './liveObjects';
import { topicOfRule } from './topicOfRule';
import type { StackDiagnosis } from './StackDiagnosis';
import type { StackFinding } from './StackFinding';
import type { StackInput } from './StackInput';

/** Kinds that others refer to: where none was handed in, it was not read rather than missing. */
const REFERENCED = [
  'ConfigMap',
  'PersistentVolumeClaim',
  'Secret',
  'Service',
  'ServiceAccount',
];
const ORDER = { error: 0, warning: 1, info: 2 };

/**
 * The Stack doctor: what is wrong with a lakehouse that runs, what will be, and what is otherwise than its document says. A pure
 * function of what is handed in; damaged objects are entries of `errors`.
 * @public
 */
export function diagnoseStack(input: StackInput): StackDiagnosis {
  const { objects, kinds, errors } = liveObjects(input.objects);
  const notJudged: string[] = [];
  const findings: StackFinding[] = [];
  const unreadKinds = REFERENCED.filter(kind => !kinds.has(kind));
  for (const kind of unreadKinds)
    notJudged.push(`${kind}: none was handed in, so nothing is said of them`);

  const lint = lintManifests(objects, { unreadKinds });
  findings.push(
    ...lint.findings.map(({ rule, severity, object, message, fix }) => ({
      ...{ topic: topicOfRule(rule), rule, severity, object, message, fix },
    })),
  );

  const places = new SourcePlaces();
  const context = new LintContext(
    readManifests(objects, places),
    { unreadKinds },
    places,
    objects,
  );
  findings.push(
    ...checkVersions(context, input.now),
    ...checkRetention(context),
    ...checkHistory(context),
    ...checkAvailability(context, kinds.has('PodDisruptionBudget')),
    ...checkCertificates(context, input.now),
  );
  let { document } = input;
  try {
    document ??= keptDocument(context);
  } catch (error) {
    if (!(error instanceof InvalidLakehouseError)) throw error;
    findings.push({
      ...{ topic: 'drift', rule: 'D-document', severity: 'warning' },
      message: `The document that is kept with the lakehouse is not one that this version reads: ${error.message}`,
      fix: 'Apply the lakehouse from its document again.',
    });
  }
  if (input.drift || document)
    findings.push(...checkDrift(context, kinds, document, input.drift));
  else
    notJudged.push(
      'Drift: there is no document among the objects, and none was given',
    );
  findings.sort((one, other) => ORDER[one.severity] - ORDER[other.severity]);
  const count = (wanted: StackFinding['severity']) =>
    findings.filter(({ severity }) => severity === wanted).length;
  return {
    findings,
    counts: {
      error: count('error'),
      warning: count('warning'),
      info: count('info'),
    },
    images: imagesOf(context),
    objects: objects.length,
    notJudged,
    errors: [...errors, ...lint.errors],
  };
}

function imagesOf(context: LintContext): StackDiagnosis['images'] {
  const images = new Map<string, Set<string>>();
  for (const { object, containers, initContainers } of context.workloads)
    for (const { image } of [...initContainers, ...containers])
      if (image)
        images.set(
          image.text,
          (images.get(image.text) ?? new Set()).add(object.label),
        );
  return [...images]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([image, objects]) => ({ image, objects: [...objects].sort() }));
}
