import type { Lakehouse } from '../../document';
import type { Component } from '../model/Component';
import { metadataOf } from '../model/metadata';
import type { RenderedObject } from '../model/RenderedObject';
import { yamlText } from '../model/yamlText';
import { addonNamespace } from './addonNamespace';
import { wantedAddons } from './wantedAddons';
import { ADDON_CHARTS, type AddonChart, type AddonName } from './charts';

/** What comes by charts of others: values as files, and what has Argo CD or Flux install them. */
export function addonsComponent(lakehouse: Lakehouse): Component | undefined {
  const { deliver = 'argocd' } = lakehouse.addons;
  const wanted = wantedAddons(lakehouse);
  if (wanted.length === 0) return undefined;
  const render = deliver === 'flux' ? helmRelease : application;
  return {
    name: 'addons',
    title: 'Optional parts, by their own charts',
    objects: wanted.flatMap(name =>
      render(
        lakehouse,
        name,
        ADDON_CHARTS[name],
        addonNamespace(lakehouse, name),
      ),
    ),
    files: wanted.map(name => ({
      path: `values/${name}.yaml`,
      text: `# ${ADDON_CHARTS[name].title}: chart ${ADDON_CHARTS[name].chart} ${
        ADDON_CHARTS[name].version
      } of ${ADDON_CHARTS[name].repository}\n${yamlText(
        ADDON_CHARTS[name].values(lakehouse),
      )}`,
    })),
  };
}

function application(
  lakehouse: Lakehouse,
  name: AddonName,
  { repository, chart, version, values }: AddonChart,
  namespace: string,
): RenderedObject[] {
  return [
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: metadataOf(lakehouse, name),
      spec: {
        project: 'default',
        source: {
          // Argo CD writes a registry without its scheme.
          repoURL: repository.replace(/^oci:\/\//, ''),
          ...{ chart, targetRevision: version },
          helm: {
            releaseName: `${lakehouse.name}-${name}`,
            valuesObject: values(lakehouse),
          },
        },
        destination: { server: 'https://kubernetes.default.svc', namespace },
        syncPolicy: {
          automated: { selfHeal: true },
          syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'],
        },
      },
    },
  ];
}

function helmRelease(
  lakehouse: Lakehouse,
  name: AddonName,
  { repository, chart, version, values }: AddonChart,
  namespace: string,
): RenderedObject[] {
  const metadata = metadataOf(lakehouse, name);
  return [
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'HelmRepository',
      metadata,
      spec: {
        ...{ interval: '1h', url: repository },
        ...(repository.startsWith('oci://') ? { type: 'oci' } : {}),
      },
    },
    {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata,
      spec: {
        ...{ interval: '1h', targetNamespace: namespace },
        install: { createNamespace: true },
        chart: {
          spec: {
            chart,
            version,
            sourceRef: { kind: 'HelmRepository', name: metadata.name },
          },
        },
        values: values(lakehouse),
      },
    },
  ];
}
