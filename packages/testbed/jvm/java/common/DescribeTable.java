import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.MetadataTableType;
import org.apache.iceberg.MetadataTableUtils;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * What Iceberg's own library says about a table. As a program: arguments are the locations of metadata files,
 * one line of JSON is printed for each.
 */
final class DescribeTable {
  static final List<MetadataTableType> TABLES = List.of(
      MetadataTableType.SNAPSHOTS, MetadataTableType.HISTORY, MetadataTableType.REFS,
      MetadataTableType.METADATA_LOG_ENTRIES, MetadataTableType.MANIFESTS, MetadataTableType.ALL_MANIFESTS,
      MetadataTableType.FILES, MetadataTableType.ENTRIES, MetadataTableType.PARTITIONS);

  private DescribeTable() {}

  public static void main(String[] locations) throws Exception {
    HadoopFileIO io = new HadoopFileIO(new Configuration());
    for (String location : locations) {
      Map<String, Object> said = new LinkedHashMap<>();
      try {
        said.putAll(withMetadataTables(new BaseTable(new StaticTableOperations(location, io), location)));
      } catch (Exception e) {
        said.put("error", e + " " + e.getCause());
      }
      System.out.println(Json.of(said));
    }
  }

  /** The metadata as the library understood it, and its plan of a scan. */
  static Map<String, Object> metadataAndScan(Table table) throws Exception {
    TableMetadata metadata = ((HasTableOperations) table).operations().current();
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("metadataLocation", metadata.metadataFileLocation());
    said.put("metadata", new Json.Raw(TableMetadataParser.toJson(metadata)));
    said.put("scan", scan(table));
    return said;
  }

  static Map<String, Object> withMetadataTables(Table table) throws Exception {
    Map<String, Object> said = metadataAndScan(table);
    Map<String, Object> tables = new LinkedHashMap<>();
    for (MetadataTableType type : TABLES) {
      tables.put(type.name().toLowerCase(Locale.ROOT), rows(MetadataTableUtils.createMetadataTableInstance(table, type)));
    }
    said.put("tables", tables);
    return said;
  }

  /** Which delete files apply to which data file. */
  private static List<Object> scan(Table table) throws Exception {
    List<Object> tasks = new ArrayList<>();
    if (table.currentSnapshot() == null) return tasks;
    try (CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
      for (FileScanTask task : files) {
        List<String> deletes = new ArrayList<>();
        for (DeleteFile delete : task.deletes()) deletes.add(delete.location());
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("path", task.file().location());
        said.put("deletes", deletes);
        said.put("partition", task.spec().partitionToPath(task.file().partition()));
        tasks.add(said);
      }
    }
    return tasks;
  }

  private static List<Object> rows(Table metadataTable) throws Exception {
    List<Object> rows = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    for (Types.NestedField field : metadataTable.schema().columns()) {
      // The same figures once more, by name.
      if (!field.name().equals("readable_metrics")) columns.add(field.name());
    }
    TableScan scan = metadataTable.newScan().select(columns);
    Schema schema = scan.schema();
    try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
      for (FileScanTask task : tasks) {
        try (CloseableIterable<StructLike> found = task.asDataTask().rows()) {
          for (StructLike row : found) rows.add(value(schema.asStruct(), row));
        }
      }
    }
    return rows;
  }

  private static Object value(Type type, Object value) {
    if (value == null) return null;
    return switch (type.typeId()) {
      case STRUCT -> struct(type.asStructType(), (StructLike) value);
      case LIST -> {
        List<Object> items = new ArrayList<>();
        for (Object item : (Iterable<?>) value) items.add(value(type.asListType().elementType(), item));
        yield items;
      }
      case MAP -> {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
          entries.put(entry.getKey().toString(), value(type.asMapType().valueType(), entry.getValue()));
        }
        yield entries;
      }
      default -> value;
    };
  }

  private static Map<String, Object> struct(Types.StructType type, StructLike row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < type.fields().size(); i++) {
      Types.NestedField field = type.fields().get(i);
      fields.put(field.name(), value(field.type(), row.get(i, Object.class)));
    }
    return fields;
  }
}
