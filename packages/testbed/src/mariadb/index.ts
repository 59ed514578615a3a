export * from './MariadbServer';
export * from './startMariadb';
