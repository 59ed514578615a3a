/** Of services. Nothing sends anything to them outside of a node's own namespaces. */
export const SERVICE_ADDRESSES = '10.96.0.0/16';
/** Of the service `kubernetes`. */
export const FIRST_SERVICE_ADDRESS = '10.96.0.1';
/** Of the service that resolves names. */
export const DNS_ADDRESS = '10.96.0.10';
/** Of pods. */
export const POD_ADDRESSES = '10.244.0.0/16';
