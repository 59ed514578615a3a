import { type Fields, fieldsOf, listOf, textOf } from '../source/Fields';
import { type ImageReference, parseImage } from './parseImage';

/** A container of a pod. */
export interface Container {
  value: Fields;
  /** The list that it stands in, and where: for places. */
  list: unknown[];
  index: number;
  name: string;
  image?: ImageReference;
  init: boolean;
  /** Environment variables by name; `entry` is the item of the list. */
  env: Map<string, EnvironmentVariable>;
  /** Command and arguments, with spaces between. */
  commandLine: string;
  ports: { name?: string; number?: number }[];
  mounts: VolumeMount[];
}

/** An environment variable. */
export interface EnvironmentVariable {
  entry: Fields;
  value?: string;
  /** Name and key of the Secret it comes from. */
  secret?: { name: string; key: string };
}

/** A mount of a volume. */
export interface VolumeMount {
  volume: string;
  path: string;
  subPath?: string;
  entry: Fields;
}

/** Reads a container. */
export function toContainer(
  list: unknown[],
  index: number,
  init: boolean,
): Container {
  const value = fieldsOf(list[index]);
  const image = textOf(value.image);
  const env = new Map<string, EnvironmentVariable>();
  for (const item of listOf(value.env)) {
    const entry = fieldsOf(item);
    const reference = fieldsOf(fieldsOf(entry.valueFrom).secretKeyRef);
    const name = textOf(reference.name);
    env.set(textOf(entry.name) ?? '', {
      entry,
      value: textOf(entry.value),
      secret:
        name === undefined
          ? undefined
          : { name, key: textOf(reference.key) ?? '' },
    });
  }
  return {
    value,
    list,
    index,
    name: textOf(value.name) ?? '',
    image: image === undefined ? undefined : parseImage(image),
    init,
    env,
    commandLine: [...listOf(value.command), ...listOf(value.args)]
      .map(word => textOf(word) ?? '')
      .join(' '),
    ports: listOf(value.ports).map(item => {
      const port = fieldsOf(item);
      return {
        name: textOf(port.name),
        number:
          typeof port.containerPort === 'number'
            ? port.containerPort
            : undefined,
      };
    }),
    mounts: listOf(value.volumeMounts).map(item => {
      const entry = fieldsOf(item);
      return {
        volume: textOf(entry.name) ?? '',
        path: (textOf(entry.mountPath) ?? '').replace(/(.)\/+$/, '$1'),
        subPath: textOf(entry.subPath),
        entry,
      };
    }),
  };
}
