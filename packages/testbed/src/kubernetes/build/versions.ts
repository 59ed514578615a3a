/** The one that the testbed builds; `go/go.mod` pins it, and the libraries that belong to it. */
export const KUBERNETES_VERSION = 'v1.35.4';

/** Of kwok, which plays the nodes of the level `controllers`, and the pods on them. */
export const KWOK_VERSION = 'v0.8.0';

/** Of CoreDNS, which resolves the names of services for pods. */
export const COREDNS_VERSION = 'v1.15.0';

/** Of Flux's kustomize-controller, which applies folders of Git. */
export const KUSTOMIZE_CONTROLLER_VERSION = 'v1.7.3';
