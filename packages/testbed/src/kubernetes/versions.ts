/** The one that the testbed builds; `go/go.mod` pins it, and the libraries that belong to it. */
export const KUBERNETES_VERSION = 'v1.35.4';
