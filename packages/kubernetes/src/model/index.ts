export * from './annotations';
export * from './KubernetesObject';
export * from './ObjectReference';
export * from './ObjectSet';
export * from './Refusal';
