import { checkAccess, requireAccessSense } from './access';
import { cleanUp } from './cleanUp';
import { checkCluster } from './cluster';
import { checkLayer } from './layer';
import {
  type ProofReport,
  ProveInputError,
  type ProveLayer,
  type ProveOptions,
} from './model';
import { Proof, StepFailed } from './run';

/**
 * Proves that a lakehouse works, through its Trino: the coordinator answers, the workers work, and in each layer a table is
 * written, read, changed, travelled in, compacted, expired and dropped; and that the access rules hold.
 *
 * What fails is in the report, not thrown, also a cancellation by the signal. Whatever happens, what was made is removed, or
 * named in `left`.
 *
 * @throws ProveInputError before anything was sent; what `onStep` or `connect` throws, after cleaning up.
 */
export async function proveLakehouse(
  options: ProveOptions,
): Promise<ProofReport> {
  requireSense(options);
  const proof = new Proof(options);
  try {
    await checkAll(proof);
  } catch (error) {
    if (!(error instanceof StepFailed)) {
      throw error;
    }
  } finally {
    await cleanUp(proof);
  }
  return proof.report();
}

/** What is wrong in one layer need not be in the next: the others are tried, unless the failure would be the same there. */
async function checkAll(proof: Proof): Promise<void> {
  const { layers, access = [] } = proof.options;
  const left = [
    ...layers.map(({ schema }) => schema),
    ...(access.length > 0 ? ['access'] : []),
  ];
  try {
    await checkCluster(proof);
    for (const layer of layers) {
      left.shift();
      await checkLayerAlone(proof, layer);
    }
    left.shift();
    await checkAccess(proof, access);
  } finally {
    proof.notTried.push(...left);
  }
}

async function checkLayerAlone(proof: Proof, layer: ProveLayer): Promise<void> {
  try {
    await checkLayer(proof, layer);
  } catch (error) {
    const hop = error instanceof StepFailed ? error.failure?.hop : undefined;
    if (hop !== 'rights' && hop !== 'result') {
      throw error;
    }
  }
}

function requireSense({ catalog, layers, access = [] }: ProveOptions): void {
  if (catalog.trim() === '') {
    throw new ProveInputError('The name of the catalog is empty');
  }
  if (layers.length === 0) {
    throw new ProveInputError('There is no layer to prove');
  }
  for (const { schema } of layers) {
    if (schema === '' || schema !== schema.toLowerCase()) {
      throw new ProveInputError(
        `Trino knows schemas by names in lower case, not ${JSON.stringify(
          schema,
        )}`,
      );
    }
  }
  if (new Set(layers.map(({ schema }) => schema)).size < layers.length) {
    throw new ProveInputError('A layer is named twice');
  }
  requireAccessSense(access);
}
