export { bytesToUuid, uuidToBytes } from './bytesToUuid';
export { bytesToDecimal, decimalToBytes } from './decimalBytes';
export * from './decodeSingleValue';
export * from './encodeSingleValue';
export * from './formatValue';
export * from './SingleValue';
