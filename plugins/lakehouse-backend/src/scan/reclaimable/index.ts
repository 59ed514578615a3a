export * from './readReclaimableBytes';
