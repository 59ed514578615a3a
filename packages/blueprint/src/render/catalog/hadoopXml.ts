/** A configuration file of Hadoop and Hive. */
export function hadoopXml(properties: Record<string, string>): string {
  const lines = Object.entries(properties).map(
    ([name, value]) =>
      `  <property><name>${escape(name)}</name><value>${escape(
        value,
      )}</value></property>\n`,
  );
  return `<configuration>\n${lines.join('')}</configuration>\n`;
}

function escape(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}
