import {
  lintManifests,
  parseLakehouse,
  type RenderedFile,
  renderLakehouse,
} from '@lakehouse-portal/blueprint';
import { BadInputError } from '../../errors/BadInputError';
import type { Terminal } from '../../output/Terminal';
import { describeRender } from './describeRender';
import { type FolderPlan, planFolder } from './folder/planFolder';
import { refuseWideFolder } from './folder/refuseWideFolder';
import { writeFolder } from './folder/writeFolder';
import { readDocument } from './readDocument';
import { renderJson } from './renderJson';
import type { RenderReport } from './RenderReport';

/** Options of `lakehouse render`. */
export interface RenderCommandOptions {
  out?: string;
  check?: string;
  overwrite: boolean;
  json: boolean;
}

/**
 * `lakehouse render`: from a document to a folder, or to one stream of YAML.
 *
 * @returns 1 when the linter finds an error, or `--check` a difference; else 0.
 * @throws InvalidLakehouseError with all that is wrong with the document; nothing is written then.
 */
export function renderCommand(
  terminal: Terminal,
  file: string,
  options: RenderCommandOptions,
): number {
  if (options.out !== undefined && options.check !== undefined)
    throw new BadInputError('--out writes and --check does not: choose one');
  if (options.overwrite && options.out === undefined)
    throw new BadInputError('--overwrite is about the files of --out');
  const folder = folderOf(options.out ?? options.check);
  if (options.out !== undefined) refuseWideFolder(options.out);
  const { text, what } = readDocument(file);
  const rendered = renderLakehouse(parseLakehouse(text, what));
  const { files, lakehouse } = rendered;
  const lint = lintManifests(files.filter(isLinted));
  const report: RenderReport = { rendered, lint };
  if (folder !== undefined) {
    const isCheck = options.check !== undefined;
    const plan: FolderPlan = planFolder(
      folder,
      lakehouse.name,
      files,
      isCheck || options.overwrite,
    );
    if (!isCheck) writeFolder(folder, files, plan);
    report.folder = { path: folder, changes: plan.changes, isCheck };
  }
  if (options.json)
    terminal.out(`${JSON.stringify(renderJson(report), null, 2)}\n`);
  else {
    if (!folder) terminal.out(streamOf(files, rendered.components));
    terminal.err(describeRender(report));
  }
  const isDifferent =
    options.check !== undefined &&
    report.folder!.changes.some(({ change }) => change !== 'unchanged');
  const isBroken = lint.findings.some(({ severity }) => severity === 'error');
  return isDifferent || isBroken ? 1 : 0;
}

function folderOf(path: string | undefined): string | undefined {
  if (path === '') throw new BadInputError('The folder has no name');
  return path === undefined || path.length === 1
    ? path
    : path.replace(/\/+$/, '');
}

function isLinted({ path }: RenderedFile): boolean {
  return path !== 'README.md';
}

/** What `kubectl apply -f -` takes: the objects of all components, in the order in which they are applied. */
function streamOf(
  files: readonly RenderedFile[],
  components: readonly { name: string }[],
): string {
  return components
    .map(({ name }) => files.find(({ path }) => path === `${name}.yaml`)!.text)
    .join('---\n');
}
