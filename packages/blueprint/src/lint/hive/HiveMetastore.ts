import type { LintContext } from '../LintContext';
import type { ConfigFile } from '../objects/ConfigFile';
import type { Container } from '../objects/Container';
import type { Workload } from '../objects/Workload';
import { HIVE, OFFICIAL_HIVE, isImage } from '../rules/isImage';
import { textOf } from '../source/Fields';
import { mountedFiles } from '../trino/mountedFiles';

/** A container that runs (or prepares) a Hive Metastore. */
export interface HiveMetastore {
  workload: Workload;
  container: Container;
  /** The image of Apache Hive, of which it is known what is in it. */
  official: boolean;
  /** Keeps running, and is no init container or Job. */
  serving: boolean;
  /** Mounted configuration. */
  files: ConfigFile[];
  /** Everything that configures it, as one text: command line, environment, files. */
  text: string;
  /** Some of its configuration can't be seen (a Secret that is not among the files). */
  opaque: boolean;
  version?: string;
}

/** Every container with a Hive image. */
export function findHiveMetastores(context: LintContext): HiveMetastore[] {
  const found: HiveMetastore[] = [];
  for (const workload of context.workloads)
    for (const container of [
      ...workload.initContainers,
      ...workload.containers,
    ]) {
      if (!isImage(container, HIVE)) continue;
      const { files, opaque } = mountedFiles(context, workload, container);
      const configs = files.map(({ file }) => file);
      found.push({
        workload,
        container,
        official: isImage(container, OFFICIAL_HIVE),
        serving: !container.init && context.serving.includes(workload),
        files: configs,
        text: [
          container.commandLine,
          ...[...container.env.values()].map(
            ({ value }) => textOf(value) ?? '',
          ),
          ...configs
            .filter(file => /\.(xml|properties|sh)$/.test(file.name))
            .map(file => file.source.text),
        ].join('\n'),
        // A volume of drivers is no configuration.
        opaque: opaque.some(path => /conf/.test(path)),
        version: container.image?.tag,
      });
    }
  return found;
}

/** Its PostgreSQL (or other) address, wherever it stands. */
export function connectionUrlOf(hive: HiveMetastore): string | undefined {
  for (const file of hive.files)
    if (file.name.endsWith('.xml')) {
      const url = file.property('javax.jdo.option.ConnectionURL')?.value;
      if (url !== undefined) return url;
    }
  return /ConnectionURL=(\S+)/.exec(hive.text)?.[1]?.replace(/["']+$/, '');
}
