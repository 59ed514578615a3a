import { type LiveObject, referenceOf } from '../../model';
import type { ProblemKind, ReadinessProblem } from '../ReadinessProblem';
import type { Inspection } from './Inspection';

/** How a container ended. */
interface Terminated {
  exitCode?: number;
  /** `Error`, `OOMKilled`, `Completed`. */
  reason?: string;
  message?: string;
}

/** What a kubelet says of a container. */
export interface ContainerStatus {
  name: string;
  image?: string;
  ready?: boolean;
  restartCount?: number;
  state?: {
    waiting?: { reason?: string; message?: string };
    terminated?: Terminated;
    running?: object;
  };
  lastState?: { terminated?: Terminated };
}

const WAITING: Readonly<Record<string, ProblemKind>> = {
  ErrImagePull: 'image-pull',
  ImagePullBackOff: 'image-pull',
  InvalidImageName: 'image-pull',
  ErrImageNeverPull: 'image-pull',
  ImageInspectError: 'image-pull',
  RegistryUnavailable: 'image-pull',
  CrashLoopBackOff: 'crash-loop',
  CreateContainerConfigError: 'container-config',
  CreateContainerError: 'container-config',
  RunContainerError: 'container-config',
  PostStartHookError: 'container-config',
};

/** Why a container does not run; undefined where nothing is known to be wrong with it. */
export async function containerProblem(
  inspection: Inspection,
  pod: LiveObject,
  status: ContainerStatus,
): Promise<ReadinessProblem | undefined> {
  const { waiting, terminated: now } = status.state ?? {};
  const before = status.lastState?.terminated;
  const kind = waiting?.reason && WAITING[waiting.reason];
  if (kind && kind !== 'crash-loop')
    return {
      ...described(pod, status),
      kind,
      message: `${waiting.reason}: ${waiting.message ?? 'no more is said'}`,
    };
  const hasFailed = now !== undefined && now.exitCode !== 0;
  // Between two tries it is not waiting, but runs or has just ended.
  const isCrashing =
    kind === 'crash-loop' ||
    hasFailed ||
    (!status.ready && before !== undefined && before.exitCode !== 0);
  if (!isCrashing) return undefined;
  const ended = (hasFailed ? now : before) ?? {};
  const isMemory = ended.reason === 'OOMKilled';
  return {
    ...described(pod, status),
    kind: isMemory ? 'out-of-memory' : 'crash-loop',
    message: endOf(status, ended, waiting?.message),
    ...(ended.exitCode !== undefined && { exitCode: ended.exitCode }),
    ...(await inspection.logOf(pod, status.name, !hasFailed)),
  };
}

function described(pod: LiveObject, status: ContainerStatus) {
  const { name, image, restartCount } = status;
  return {
    ...{ object: referenceOf(pod), container: name },
    ...(image && { image }),
    ...(restartCount && { restarts: restartCount }),
  };
}

function endOf(
  { name, restartCount = 0 }: ContainerStatus,
  { exitCode, reason, message }: Terminated,
  waiting: string | undefined,
): string {
  if (exitCode === undefined)
    return `The container "${name}" ends again and again: ${
      waiting ?? 'no more is said'
    }`;
  const times = restartCount > 0 ? `, started again ${restartCount} times` : '';
  const why = reason && reason !== 'Error' ? ` (${reason})` : '';
  return `The container "${name}" ended with exit code ${exitCode}${why}${times}${
    message ? `: ${message}` : ''
  }`;
}
