import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.MetadataTableType;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Runs the statements of a script with Spark, and says what Spark's metadata tables hold of each table.
 * Arguments: folder of the warehouse, script, file to write a line of JSON for each table to.
 */
public final class SparkTables {
  private SparkTables() {}

  public static void main(String[] args) throws Exception {
    SparkSession spark = SparkSession.builder().master("local[2]")
        .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").config("spark.ui.enabled", "false")
        .config("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
        .config("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog").config("spark.sql.catalog.lake.type", "hadoop")
        .config("spark.sql.catalog.lake.warehouse", args[0]).config("spark.sql.defaultCatalog", "lake")
        .config("spark.sql.catalog.lake.cache-enabled", "false")
        .config("spark.sql.shuffle.partitions", "2").config("spark.sql.adaptive.enabled", "false")
        // Tables of a few rows: compiling their plans would take most of the time.
        .config("spark.sql.codegen.wholeStage", "false").config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.session.timeZone", "UTC").config("spark.sql.datetime.java8API.enabled", "true")
        .config("spark.sql.iceberg.planning.preserve-data-grouping", "false")
        .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    spark.sql("CREATE NAMESPACE IF NOT EXISTS lake.db");
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, List<String>> table : Script.read(args[1]).entrySet()) {
      out.append(Json.of(write(spark, table.getKey(), table.getValue()))).append('\n');
    }
    Files.writeString(Path.of(args[2]), out);
    spark.stop();
  }

  private static Map<String, Object> write(SparkSession spark, String name, List<String> statements) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("table", name);
    String running = "";
    try {
      for (String statement : statements) {
        running = withSnapshotIds(spark, name, statement);
        spark.sql(running).collectAsList();
      }
      running = "the description";
      Table table = Spark3Util.loadIcebergTable(spark, "lake.db." + name);
      said.putAll(DescribeTable.metadataAndScan(table));
      Map<String, Object> tables = new LinkedHashMap<>();
      for (MetadataTableType type : DescribeTable.TABLES) {
        String metadataTable = type.name().toLowerCase(Locale.ROOT);
        tables.put(metadataTable, rows(spark, "lake.db." + name + "." + metadataTable));
      }
      said.put("tables", tables);
    } catch (Exception | LinkageError e) {
      said.put("error", running + ": " + e);
    }
    return said;
  }

  /** `${snapshot 0}` is the id of the table's first snapshot. */
  private static String withSnapshotIds(SparkSession spark, String name, String statement) {
    String result = statement;
    while (result.contains("${snapshot ")) {
      int start = result.indexOf("${snapshot ");
      int end = result.indexOf('}', start);
      int index = Integer.parseInt(result.substring(start + 11, end));
      long id = spark.sql("SELECT snapshot_id FROM lake.db." + name + ".snapshots ORDER BY committed_at").collectAsList().get(index).getLong(0);
      result = result.substring(0, start) + id + result.substring(end + 1);
    }
    return result;
  }

  private static List<Object> rows(SparkSession spark, String table) {
    List<Object> rows = new ArrayList<>();
    // The same figures once more, by name.
    for (Row row : spark.table(table).drop("readable_metrics").collectAsList()) rows.add(value(row));
    return rows;
  }

  private static Object value(Object value) {
    if (value instanceof Row row) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (String name : row.schema().fieldNames()) fields.put(name, value(row.getAs(name)));
      return fields;
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      Map<String, Object> entries = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : CollectionConverters.asJava(map).entrySet()) {
        entries.put(entry.getKey().toString(), value(entry.getValue()));
      }
      return entries;
    }
    if (value instanceof scala.collection.Iterable<?> items) {
      List<Object> list = new ArrayList<>();
      for (Object item : CollectionConverters.asJava(items)) list.add(value(item));
      return list;
    }
    if (value instanceof LocalDate date) return date.toEpochDay();
    if (value instanceof Instant instant) return micros(instant);
    if (value instanceof LocalDateTime local) return micros(local.toInstant(ZoneOffset.UTC));
    return value;
  }

  private static long micros(Instant instant) {
    return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000L);
  }
}
