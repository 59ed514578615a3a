export * from './readLab';
export * from './runLab';
