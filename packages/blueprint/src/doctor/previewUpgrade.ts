import { parseDocument } from 'yaml';
import {
  applyDefaults,
  type LakehouseDocument,
  parseLakehouse,
} from '../document';
import { NEWEST_TRINO } from '../lint/trino/versions';
import { renderLakehouse, type RenderedLakehouse } from '../render';
import { asServed } from './asServed';
import { compareRendered } from './compareLakehouses';
import { diagnoseStack } from './diagnoseStack';
import type { LakehouseComparison } from './LakehouseComparison';
import type { StackFinding } from './StackFinding';

/**
 * What another version of Trino would change.
 * @public
 */
export interface UpgradePreview {
  /** The document with that version; its comments and the order of its keys are as they were. */
  document: string;
  comparison: LakehouseComparison;
  /** What the Stack doctor would find then and does not find in what the document renders to now. */
  brings: StackFinding[];
  /** What it finds now and would not find then. */
  cures: StackFinding[];
}

/**
 * Versions of Trino that a lakehouse can be upgraded to, the newest first: those that this release knows.
 *
 * @param text - The document, in YAML.
 * @throws InvalidLakehouseError where the document is not one that this release reads.
 * @public
 */
export function upgradeVersions(text: string): {
  current: number;
  newer: number[];
} {
  const current = applyDefaults(parseLakehouse(text, 'document')).trino.version;
  return {
    current,
    newer: Array.from(
      { length: Math.max(0, NEWEST_TRINO - current) },
      (_, index) => NEWEST_TRINO - index,
    ),
  };
}

/**
 * What an upgrade of Trino does to a lakehouse: each object by field, the pods that are replaced, and findings that come or
 * go. Nothing is asked of the cluster: drift, which an upgrade sets back, is not in it.
 *
 * @param text - The document, in YAML.
 * @param version - Of Trino, for example 483.
 * @param now - For ends of support.
 * @throws InvalidLakehouseError where the document, or the version in it, is not one that this release reads.
 * @public
 */
export function previewUpgrade(
  text: string,
  version: number,
  now: Date,
): UpgradePreview {
  const before = parseLakehouse(text, 'document');
  const edited = parseDocument(text);
  edited.setIn(['spec', 'trino', 'version'], version);
  const document = String(edited);
  const after = parseLakehouse(document, 'document');
  const [old, next] = [renderLakehouse(before), renderLakehouse(after)];
  const found = findingsOf(before, old, now);
  const then = findingsOf(after, next, now);
  return {
    document,
    comparison: compareRendered(old, next),
    brings: without(then, found),
    cures: without(found, then),
  };
}

function findingsOf(
  document: LakehouseDocument,
  { objects }: RenderedLakehouse,
  now: Date,
): StackFinding[] {
  return diagnoseStack({
    objects: objects.map(object => ({ object: asServed(object) })),
    document,
    // What was just rendered is as it is rendered.
    drift: [],
    now,
  }).findings;
}

/** Messages name versions, so they differ where it is the same finding. */
function without(
  findings: readonly StackFinding[],
  others: readonly StackFinding[],
): StackFinding[] {
  const known = new Set(others.map(keyOf));
  return findings.filter(finding => !known.has(keyOf(finding)));
}

function keyOf({ rule, object }: StackFinding): string {
  return `${rule}\n${object ?? ''}`;
}
