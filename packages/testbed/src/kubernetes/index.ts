export { KUBERNETES_VERSION } from './build/versions';
export * from './images';
export type { ClientCertificate } from './Certificates';
export * from './kubernetesAppConfig';
export * from './KubernetesApi';
export * from './KubernetesCluster';
export * from './KubernetesLevel';
export type { KubernetesObject } from './objectPath';
export * from './startKubernetes';
