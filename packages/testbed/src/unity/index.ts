export { unityDirectory } from './buildUnity';
export * from './startUnity';
export { UNITY_VERSION } from './unityVersion';
