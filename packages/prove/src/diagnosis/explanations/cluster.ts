import type { Explanation } from '../Explanation';

const name =
  (...names: string[]): Explanation['when'] =>
  ({ errorName }) =>
    names.includes(errorName);

/** Coordinator and workers. */
export const CLUSTER: Explanation[] = [
  {
    when: name('SERVER_STARTING_UP'),
    hop: 'coordinator',
    cause: 'The coordinator is still starting, longer than was waited for.',
    remedy:
      'Wait on; if it never ends, its log says what it waits for (usually discovery, or a catalog that does not load).',
  },
  {
    when: name('SERVER_SHUTTING_DOWN'),
    hop: 'coordinator',
    cause: 'The server is being shut down.',
    remedy: 'Wait until its successor is ready.',
  },
  {
    when: ({ errorName, text }) =>
      errorName === 'NO_NODES_AVAILABLE' ||
      /insufficient active worker nodes/i.test(text),
    hop: 'worker',
    cause:
      'The coordinator knows no worker: none runs, or they do not find it (discovery.uri, node.environment, internal-communication.shared-secret must agree), or an autoscaler went down to zero.',
    remedy:
      "Look at the workers' pods and logs. A single node needs node-scheduler.include-coordinator=true.",
  },
  {
    when: name(
      'REMOTE_TASK_ERROR',
      'REMOTE_TASK_MISMATCH',
      'REMOTE_HOST_GONE',
      'TOO_MANY_REQUESTS_FAILED',
      'PAGE_TRANSPORT_ERROR',
      'PAGE_TRANSPORT_TIMEOUT',
    ),
    hop: 'worker',
    cause:
      'A worker stopped answering in the middle: it was killed (memory), restarted, or nodes can not reach each other.',
    remedy:
      'Look whether a worker was restarted (kubectl describe pod: OOMKilled?), and whether a NetworkPolicy lets workers reach each other.',
  },
  {
    when: name(
      'EXCEEDED_LOCAL_MEMORY_LIMIT',
      'EXCEEDED_GLOBAL_MEMORY_LIMIT',
      'CLUSTER_OUT_OF_MEMORY',
    ),
    hop: 'worker',
    cause: 'The memory that queries may use is too small even for a proof.',
    remedy:
      'Raise query.max-memory and query.max-memory-per-node, and the heap with them.',
  },
  {
    when: name(
      'QUERY_QUEUE_FULL',
      'EXCEEDED_TIME_LIMIT',
      'EXCEEDED_CPU_LIMIT',
      'ADMINISTRATIVELY_KILLED',
      'ADMINISTRATIVELY_PREEMPTED',
    ),
    hop: 'coordinator',
    cause: 'Resource groups, limits or an administrator ended the query.',
    remedy:
      'Look at the resource groups; the queries of a proof have the source lakehouse-prove/<run>.',
  },
];
