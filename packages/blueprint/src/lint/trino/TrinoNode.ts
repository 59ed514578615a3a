import type { ConfigFile } from '../objects/ConfigFile';
import type { Container } from '../objects/Container';
import type { ManifestObject } from '../objects/ManifestObject';
import type { Workload } from '../objects/Workload';
import type { Place } from '../model/Place';
import type { MountedFile } from './mountedFiles';

/** One Trino process's configuration: of a workload, of the chart's values, or of files that belong together. */
export interface TrinoNode {
  /** What findings name: the workload, the values, or the ConfigMap. */
  object?: ManifestObject;
  workload?: Workload;
  container?: Container;
  /** `single` runs queries on its coordinator; without a config.properties what the workload is called; else `undefined`. */
  role?: 'coordinator' | 'worker' | 'single';
  /** The version that it is judged as. */
  version: number;
  /** Whether the version was given or read from the image; else the newest is assumed. */
  versionKnown: boolean;
  /** Files with the paths that the process sees; empty unless there is a workload. */
  mounted: MountedFile[];
  /** Mounts with unknown content. */
  opaque: string[];
  config?: ConfigFile;
  nodeProperties?: ConfigFile;
  jvm?: ConfigFile;
  accessControl: ConfigFile[];
  /** Files of access rules. */
  rules: ConfigFile[];
  catalogs: ConfigFile[];
  groupProvider?: ConfigFile;
  /** All of its configuration files. */
  files: ConfigFile[];
  heap?: Heap;
  /** Values of the official chart. */
  chart: boolean;
}

/** The largest heap of a JVM. */
export interface Heap {
  bytes: number;
  /** What says so, for example `-Xmx6G`. */
  text: string;
  readonly place: Place;
}
