import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.iceberg.MetadataTableType;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.hadoop.HadoopCatalog;

/**
 * Runs the statements of a script with Flink in this process, and says what Flink's metadata tables hold of each table.
 * Arguments: folder of the warehouse, script, file to write a line of JSON for each table to.
 */
public final class FlinkTables {
  private FlinkTables() {}

  public static void main(String[] args) throws Exception {
    Configuration configuration = new Configuration();
    configuration.setString("parallelism.default", "1");
    configuration.setString("table.local-time-zone", "UTC");
    configuration.setString("rest.bind-address", "127.0.0.1");
    configuration.setString("rest.address", "127.0.0.1");
    configuration.setString("rest.bind-port", "0");
    // One cluster for all statements: otherwise each starts and stops one of its own.
    MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
        .setConfiguration(configuration).setNumTaskManagers(1).setNumSlotsPerTaskManager(2).build());
    cluster.start();
    configuration.setString("execution.target", "remote");
    configuration.setString("rest.port", String.valueOf(cluster.getRestAddress().get().getPort()));
    TableEnvironment flink = TableEnvironment.create(
        EnvironmentSettings.newInstance().inBatchMode().withConfiguration(configuration).build());
    TableEnvironment streaming = TableEnvironment.create(
        EnvironmentSettings.newInstance().inStreamingMode().withConfiguration(configuration).build());
    HadoopCatalog catalog = new HadoopCatalog(new org.apache.hadoop.conf.Configuration(), args[0]);
    for (TableEnvironment environment : List.of(flink, streaming)) {
      environment.executeSql("CREATE CATALOG lake WITH ('type'='iceberg', 'catalog-type'='hadoop', 'warehouse'='" + args[0] + "', 'cache-enabled'='false')");
    }
    flink.executeSql("CREATE DATABASE IF NOT EXISTS lake.db");
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, List<String>> table : Script.read(args[1]).entrySet()) {
      out.append(Json.of(write(flink, streaming, catalog, table.getKey(), table.getValue()))).append('\n');
    }
    Files.writeString(Path.of(args[2]), out);
    // The mini cluster's threads would keep the process alive.
    System.exit(0);
  }

  private static Map<String, Object> write(
      TableEnvironment flink, TableEnvironment streaming, HadoopCatalog catalog, String name, List<String> statements) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("table", name);
    String running = "";
    try {
      for (String statement : statements) {
        running = statement;
        // Only a stream brings changes: an upsert writes equality deletes.
        boolean isStream = statement.startsWith("STREAM ");
        (isStream ? streaming : flink).executeSql(isStream ? statement.substring(7) : statement).await();
      }
      running = "the description";
      Table table = catalog.loadTable(TableIdentifier.of("db", name));
      said.putAll(DescribeTable.metadataAndScan(table));
      Map<String, Object> tables = new LinkedHashMap<>();
      for (MetadataTableType type : DescribeTable.TABLES) {
        String metadataTable = type.name().toLowerCase(Locale.ROOT);
        tables.put(metadataTable, rows(flink, "lake.db.`" + name + "$" + metadataTable + "`"));
      }
      said.put("tables", tables);
    } catch (Exception | LinkageError e) {
      Throwable cause = e;
      while (cause.getCause() != null) cause = cause.getCause();
      said.put("error", running + ": " + e + ": " + cause);
    }
    return said;
  }

  private static List<Object> rows(TableEnvironment flink, String table) throws Exception {
    List<String> columns = new ArrayList<>();
    for (org.apache.flink.table.catalog.Column column : flink.from(table).getResolvedSchema().getColumns()) {
      // The same figures once more, by name.
      if (!column.getName().equals("readable_metrics")) columns.add("`" + column.getName() + "`");
    }
    List<Object> rows = new ArrayList<>();
    try (CloseableIterator<Row> found = flink.executeSql("SELECT " + String.join(", ", columns) + " FROM " + table).collect()) {
      while (found.hasNext()) rows.add(value(found.next()));
    }
    return rows;
  }

  private static Object value(Object value) {
    if (value instanceof Row row) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (String name : row.getFieldNames(true)) fields.put(name, value(row.getField(name)));
      return fields;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> entries = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) entries.put(entry.getKey().toString(), value(entry.getValue()));
      return entries;
    }
    if (value instanceof Object[] items) {
      List<Object> list = new ArrayList<>();
      for (Object item : items) list.add(value(item));
      return list;
    }
    if (value instanceof LocalDate date) return date.toEpochDay();
    if (value instanceof LocalTime time) return time.toNanoOfDay() / 1000;
    if (value instanceof Instant instant) return micros(instant);
    if (value instanceof LocalDateTime local) return micros(local.toInstant(ZoneOffset.UTC));
    if (value instanceof BigDecimal decimal) return decimal;
    return value;
  }

  private static long micros(Instant instant) {
    return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000L);
  }
}
