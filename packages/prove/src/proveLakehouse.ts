import { cleanUp } from './cleanUp';
import { checkCluster } from './cluster';
import { checkLayer } from './layer';
import { ProveInputError, type ProofReport, type ProveOptions } from './model';
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

async function checkAll(proof: Proof): Promise<void> {
  const { layers } = proof.options;
  const left = layers.map(({ schema }) => schema);
  try {
    await checkCluster(proof);
    for (const layer of layers) {
      left.shift();
      await checkLayer(proof, layer);
    }
  } finally {
    proof.notTried.push(...left);
  }
}

function requireSense({ catalog, layers }: ProveOptions): void {
  if (catalog.trim() === '') {
    throw new ProveInputError('The name of the catalog is empty');
  }
  if (layers.length === 0) {
    throw new ProveInputError('There is no layer to prove');
  }
}
