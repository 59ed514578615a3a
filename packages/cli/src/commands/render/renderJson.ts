import type { LintFinding } from '@lakehouse-portal/blueprint';
import type { RenderReport } from './RenderReport';

/** The same as JSON: without a folder the files have their text, with one what happened to them. */
export function renderJson({ rendered, lint, folder }: RenderReport): object {
  const { lakehouse, objects, files, capacity, needs } = rendered;
  return {
    name: lakehouse.name,
    namespace: lakehouse.namespace,
    folder: folder?.path ?? null,
    upToDate: folder
      ? folder.changes.every(({ change }) => change === 'unchanged')
      : null,
    files: folder ? folder.changes : files,
    objects: objects.map(({ apiVersion, kind, metadata }) => ({
      apiVersion,
      kind,
      namespace: metadata.namespace ?? null,
      name: metadata.name,
    })),
    capacity,
    needs,
    lint: {
      findings: lint.findings.map(findingJson),
      suppressed: lint.suppressed.map(findingJson),
      counts: lint.counts,
    },
  };
}

function findingJson(finding: LintFinding): object {
  const { rule, severity, file, line, object, message, fix } = finding;
  return {
    ...{ rule, severity, file, message, fix },
    line: line ?? null,
    object: object ?? null,
  };
}
