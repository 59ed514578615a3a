import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.hadoop.HadoopTables;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * Writes tables with Iceberg 0.9.1 of 2020, which knows format version 1 only, and says what it sees in them.
 * Argument: the folder of the warehouse. A line of JSON for each table.
 */
public final class OldTables {
  private static final Schema SIMPLE = new Schema(
      Types.NestedField.required(1, "id", Types.LongType.get()), Types.NestedField.optional(2, "region", Types.StringType.get()),
      Types.NestedField.optional(3, "ordered_at", Types.TimestampType.withZone()), Types.NestedField.optional(4, "amount", Types.DecimalType.of(12, 3)));
  private static final PartitionSpec BY_REGION = PartitionSpec.builderFor(SIMPLE).identity("region").build();
  private static final PartitionSpec NONE = PartitionSpec.unpartitioned();
  private static final Schema WITH_ODD_NAME = new Schema(
      Types.NestedField.required(1, "id", Types.LongType.get()), Types.NestedField.optional(2, "regi\u00f6n", Types.StringType.get()));

  private final HadoopTables tables = new HadoopTables(new Configuration());
  private final String warehouse;
  private int files;

  private OldTables(String warehouse) {
    this.warehouse = warehouse;
  }

  private interface Feature {
    void write(String name) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    OldTables old = new OldTables(args[0]);
    for (Map.Entry<String, Feature> feature : old.features().entrySet()) {
      Map<String, Object> said = new LinkedHashMap<>();
      said.put("table", feature.getKey());
      try {
        feature.getValue().write(feature.getKey());
        said.putAll(old.describe(feature.getKey()));
      } catch (Exception | LinkageError e) {
        said.put("error", e.toString());
      }
      System.out.println(Json.of(said));
    }
  }

  private Map<String, Feature> features() {
    Map<String, Feature> all = new LinkedHashMap<>();
    all.put("format_v1", name -> twice(create(name, SIMPLE, BY_REGION)));
    all.put("format_v2", name -> onlyVersion1(create(name, SIMPLE, BY_REGION, "format-version", "2")));
    all.put("format_v3", name -> onlyVersion1(create(name, SIMPLE, BY_REGION, "format-version", "3")));
    all.put("inline_manifests", name -> {
      Table table = twice(create(name, SIMPLE, BY_REGION, "write.manifest-lists.enabled", "false"));
      table.updateSchema().addColumn("added", Types.StringType.get()).commit();
    });
    all.put("empty", name -> create(name, SIMPLE, BY_REGION));
    all.put("types_primitive", this::primitiveTypes);
    all.put("types_nested", name -> append(create(name, new Schema(
        Types.NestedField.required(1, "id", Types.LongType.get()),
        Types.NestedField.optional(2, "tags", Types.ListType.ofRequired(3, Types.StringType.get())),
        Types.NestedField.optional(4, "attributes", Types.MapType.ofOptional(5, 6, Types.StringType.get(), Types.StructType.of(
            Types.NestedField.optional(7, "a.b", Types.IntegerType.get()), Types.NestedField.required(8, "c", Types.UUIDType.get(), "with a doc"))))), NONE), null));
    all.put("transforms", this::transforms);
    all.put("partition_values", name -> {
      PartitionSpec spec = PartitionSpec.builderFor(WITH_ODD_NAME).identity("regi\u00f6n").build();
      Table table = create(name, WITH_ODD_NAME, spec);
      for (String value : new String[] {"\u00e9", "null", "", null}) append(table, partition(value));
    });
    all.put("schema_evolution", this::schemaEvolution);
    all.put("copy_on_write", this::copyOnWrite);
    all.put("metadata_gzip", name -> twice(create(name, SIMPLE, BY_REGION, "write.metadata.compression-codec", "gzip")));
    all.put("manifests_gzip", name -> twice(create(name, SIMPLE, BY_REGION)));
    all.put("manifest_rewrite", name -> {
      Table table = twice(twice(create(name, SIMPLE, BY_REGION)));
      table.rewriteManifests().clusterBy(file -> "all").commit();
      table.newDelete().deleteFromRowFilter(Expressions.equal("region", "south")).commit();
    });
    all.put("file_formats", name -> {
      Table table = create(name, SIMPLE, NONE);
      for (FileFormat format : List.of(FileFormat.PARQUET, FileFormat.ORC, FileFormat.AVRO)) {
        table.newAppend().appendFile(data(table, null).withFormat(format).build()).commit();
      }
    });
    all.put("bounds", this::bounds);
    all.put("compaction", name -> {
      Table table = create(name, SIMPLE, NONE);
      DataFile one = data(table, null).build();
      DataFile two = data(table, null).build();
      table.newAppend().appendFile(one).appendFile(two).commit();
      table.newRewrite().rewriteFiles(Set.of(one, two), Set.of(data(table, null).build())).commit();
    });
    all.put("expired_snapshots", name -> {
      Table table = twice(twice(create(name, SIMPLE, BY_REGION)));
      List<Long> ids = new ArrayList<>();
      for (Snapshot snapshot : table.snapshots()) ids.add(snapshot.snapshotId());
      table.expireSnapshots().expireSnapshotId(ids.get(1)).expireSnapshotId(ids.get(2)).deleteWith(file -> {}).commit();
    });
    all.put("rollback", name -> {
      Table table = twice(create(name, SIMPLE, BY_REGION));
      table.manageSnapshots().rollbackTo(table.snapshots().iterator().next().snapshotId()).commit();
      append(table, partition("again"));
    });
    for (String codec : List.of("uncompressed", "snappy", "zstd")) {
      all.put("manifests_" + codec, name -> onlyDeflate(twice(create(name, SIMPLE, BY_REGION,
          "write.manifest.compression-codec", codec, "write.avro.compression-codec", codec))));
    }
    all.put("partition_by_fixed", name -> {
      Schema schema = new Schema(Types.NestedField.optional(1, "fixed_", Types.FixedType.ofLength(4)));
      Table table = create(name, schema, PartitionSpec.builderFor(schema).identity("fixed_").build());
      append(table, partition(ByteBuffer.wrap(new byte[] {-1, -1, -1, -1})));
    });
    all.put("format_upgrade", name -> {
      Table table = twice(create(name, SIMPLE, BY_REGION));
      table.updateProperties().set("format-version", "2").commit();
      onlyVersion1(table);
    });
    all.put("position_deletes", name -> publicOnly("org.apache.iceberg.FileMetadata"));
    all.put("equality_deletes", name -> publicOnly("org.apache.iceberg.FileMetadata"));
    for (String[] missing : new String[][] {
        {"types_nanosecond", "org.apache.iceberg.types.Types$TimestampNanoType"}, {"types_v3", "org.apache.iceberg.types.Types$VariantType"},
        {"spec_evolution", "org.apache.iceberg.UpdatePartitionSpec"}, {"spec_evolution_v1", "org.apache.iceberg.UpdatePartitionSpec"},
        {"sort_orders", "org.apache.iceberg.ReplaceSortOrder"}, {"deletion_vectors", "org.apache.iceberg.puffin.Puffin"},
        {"branches_and_tags", "org.apache.iceberg.SnapshotRef"}, {"table_statistics", "org.apache.iceberg.StatisticsFile"},
        {"partition_statistics", "org.apache.iceberg.PartitionStatisticsFile"}, {"row_lineage", "org.apache.iceberg.RowLevelOperationMode"}}) {
      all.put(missing[0], name -> Class.forName(missing[1]));
    }
    return all;
  }

  /** It takes the property for one like any other. */
  private static void onlyVersion1(Table table) {
    if (!TableMetadataParser.toJson(((BaseTable) table).operations().current()).contains("\"format-version\" : 1")
        && !TableMetadataParser.toJson(((BaseTable) table).operations().current()).contains("\"format-version\":1")) return;
    throw new IllegalStateException("It wrote format version 1");
  }

  private static void onlyDeflate(Table table) throws Exception {
    String location = table.currentSnapshot().allManifests().get(0).path();
    String head = new String(java.nio.file.Files.readAllBytes(java.nio.file.Path.of(location.replaceFirst("^file:/+", "/"))), java.nio.charset.StandardCharsets.ISO_8859_1);
    if (head.contains("deflate")) throw new IllegalStateException("It wrote deflate");
  }

  /** Without it there is no delete file to commit. */
  private static void publicOnly(String name) throws ClassNotFoundException {
    if (!java.lang.reflect.Modifier.isPublic(Class.forName(name).getModifiers())) throw new IllegalStateException(name + " is not public");
  }

  private void primitiveTypes(String name) {
    Map<Type, Object[]> values = new LinkedHashMap<>();
    values.put(Types.BooleanType.get(), new Object[] {false, true});
    values.put(Types.IntegerType.get(), new Object[] {-5, Integer.MAX_VALUE});
    values.put(Types.LongType.get(), new Object[] {Long.MIN_VALUE, Long.MAX_VALUE});
    values.put(Types.FloatType.get(), new Object[] {-1.5f, 2.25f});
    values.put(Types.DoubleType.get(), new Object[] {-1.5e300, 2.25e-300});
    values.put(Types.DecimalType.of(9, 2), new Object[] {new BigDecimal("-1234567.89"), new BigDecimal("0.01")});
    values.put(Types.DateType.get(), new Object[] {-719162, 20783});
    values.put(Types.TimestampType.withoutZone(), new Object[] {-62135596800000000L, 1795678991477123L});
    values.put(Types.TimestampType.withZone(), new Object[] {-1L, 253402300799999999L});
    values.put(Types.StringType.get(), new Object[] {"", "z\u00e9"});
    List<Types.NestedField> fields = new ArrayList<>();
    for (Type type : values.keySet()) fields.add(Types.NestedField.optional(fields.size() + 1, "c" + (fields.size() + 1), type));
    Schema schema = new Schema(fields);
    PartitionSpec.Builder builder = PartitionSpec.builderFor(schema);
    for (Types.NestedField field : fields) builder.identity(field.name());
    Table table = create(name, schema, builder.build());
    for (int end = 0; end < 2; end++) {
      Object[] row = new Object[fields.size()];
      Map<Integer, ByteBuffer> bounds = new LinkedHashMap<>();
      for (Types.NestedField field : table.schema().columns()) {
        row[field.fieldId() - 1] = values.get(field.type())[end];
        bounds.put(field.fieldId(), Conversions.toByteBuffer(field.type(), row[field.fieldId() - 1]));
      }
      table.newAppend().appendFile(data(table, partition(row)).withMetrics(new Metrics(10L, Map.of(1, 5L), Map.of(1, 10L), Map.of(1, 0L), bounds, bounds)).build()).commit();
    }
    append(table, partition(new Object[fields.size()]));
  }

  private void transforms(String name) {
    Schema schema = new Schema(
        Types.NestedField.required(1, "id", Types.LongType.get()), Types.NestedField.optional(2, "name", Types.StringType.get()),
        Types.NestedField.optional(3, "day", Types.DateType.get()), Types.NestedField.optional(4, "ts", Types.TimestampType.withZone()),
        Types.NestedField.optional(5, "ts2", Types.TimestampType.withZone()), Types.NestedField.optional(6, "ts3", Types.TimestampType.withZone()));
    PartitionSpec spec = PartitionSpec.builderFor(schema).bucket("id", 16).truncate("name", 3).year("day").month("ts").day("ts2").hour("ts3").build();
    Table table = create(name, schema, spec);
    append(table, partition(7, "abc", 56, 682, 20783, 498811));
    // Not month -1: Iceberg 0.9.1 calls that 1970-00.
    append(table, partition(0, "\u00e9", -1, 5, -1, -1));
    append(table, partition(null, null, null, null, null, null));
  }

  private void schemaEvolution(String name) {
    Schema schema = new Schema(
        Types.NestedField.required(1, "id", Types.IntegerType.get()), Types.NestedField.required(2, "name", Types.StringType.get()),
        Types.NestedField.optional(3, "ratio", Types.FloatType.get()), Types.NestedField.optional(4, "old", Types.StringType.get()));
    Table table = create(name, schema, NONE);
    append(table, null);
    table.updateSchema().addColumn("added", Types.TimestampType.withZone(), "When").renameColumn("name", "title").commit();
    table.updateSchema().updateColumn("id", Types.LongType.get()).updateColumn("ratio", Types.DoubleType.get()).makeColumnOptional("title").deleteColumn("old").commit();
    append(table, null);
  }

  private void copyOnWrite(String name) {
    Table table = create(name, SIMPLE, BY_REGION);
    DataFile first = data(table, partition("north")).build();
    DataFile second = data(table, partition("south")).build();
    table.newAppend().appendFile(first).appendFile(second).commit();
    table.newOverwrite().deleteFile(first).addFile(data(table, partition("north")).build()).commit();
    table.newDelete().deleteFile(second).commit();
  }

  private void bounds(String name) {
    Table table = create(name, SIMPLE, NONE);
    for (long i = 0; i < 3; i++) {
      Map<Integer, ByteBuffer> lower = Map.of(1, Conversions.toByteBuffer(Types.LongType.get(), i * 10L));
      Map<Integer, ByteBuffer> upper = Map.of(1, Conversions.toByteBuffer(Types.LongType.get(), i * 10L + 15));
      table.newAppend().appendFile(data(table, null).withMetrics(new Metrics(10L, Map.of(1, 80L), Map.of(1, 10L), Map.of(1, i), lower, upper))
          .withSplitOffsets(List.of(4L, 500L)).build()).commit();
    }
  }

  private Table create(String name, Schema schema, PartitionSpec spec, String... properties) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < properties.length; i += 2) all.put(properties[i], properties[i + 1]);
    return tables.create(schema, spec, all, warehouse + "/db/" + name);
  }

  private Table twice(Table table) {
    AppendFiles append = table.newAppend();
    append.appendFile(data(table, partition("north")).build()).appendFile(data(table, partition("south")).build()).commit();
    return append(table, partition((Object) null));
  }

  private Table append(Table table, StructLike partition) {
    table.newFastAppend().appendFile(data(table, partition).build()).commit();
    return table;
  }

  private DataFiles.Builder data(Table table, StructLike partition) {
    DataFiles.Builder builder = DataFiles.builder(table.spec()).withPath(table.location() + "/data/" + files++ + ".parquet").withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(700L + 37L * files * files).withRecordCount(10 + files % 7);
    return partition == null ? builder : builder.withPartition(partition);
  }

  private static StructLike partition(Object... values) {
    Object[] row = values == null ? new Object[] {null} : values;
    return new StructLike() {
      @Override public int size() {
        return row.length;
      }

      @Override public <T> T get(int position, Class<T> type) {
        return type.cast(row[position]);
      }

      @Override public <T> void set(int position, T value) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private Map<String, Object> describe(String name) throws Exception {
    String location = warehouse + "/db/" + name;
    Table table = tables.load(location);
    TableMetadata metadata = ((BaseTable) table).operations().current();
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("metadataLocation", metadata.metadataFileLocation());
    said.put("metadata", new Json.Raw(TableMetadataParser.toJson(metadata)));
    Map<String, Object> found = new LinkedHashMap<>();
    // It can't read its own manifests of a snapshot without a manifest list: Avro's library does.
    boolean isInline = name.equals("inline_manifests");
    for (String type : isInline ? List.of("snapshots", "history") : List.of("snapshots", "history", "manifests", "files", "entries")) {
      found.put(type, rows(tables.load(location + "#" + type)));
    }
    if (isInline) {
      List<Object> manifests = new ArrayList<>();
      List<Object> files = new ArrayList<>();
      for (ManifestFile manifest : table.currentSnapshot().allManifests()) {
        manifests.add(Map.of("path", manifest.path()));
        addFiles(manifest.path(), files);
      }
      found.put("manifests", manifests);
      found.put("files", files);
    }
    said.put("tables", found);
    return said;
  }

  private static void addFiles(String manifest, List<Object> files) throws Exception {
    java.io.File path = new java.io.File(manifest.replaceFirst("^file:/+", "/"));
    try (DataFileReader<GenericRecord> reader = new DataFileReader<>(path, new GenericDatumReader<>())) {
      for (GenericRecord entry : reader) {
        if ((Integer) entry.get("status") == 2) continue;
        GenericRecord file = (GenericRecord) entry.get("data_file");
        GenericRecord partition = (GenericRecord) file.get("partition");
        Map<String, Object> values = new LinkedHashMap<>();
        for (org.apache.avro.Schema.Field field : partition.getSchema().getFields()) values.put(field.name(), partition.get(field.pos()));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("partition", values);
        for (String name : List.of("file_path", "file_format", "record_count", "file_size_in_bytes")) row.put(name, file.get(name));
        files.add(row);
      }
    }
  }

  private static List<Object> rows(Table metadataTable) throws Exception {
    List<Object> rows = new ArrayList<>();
    TableScan scan = metadataTable.newScan();
    try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
      for (FileScanTask task : tasks) {
        try (CloseableIterable<StructLike> found = task.asDataTask().rows()) {
          for (StructLike row : found) rows.add(value(scan.schema().asStruct(), row));
        }
      }
    }
    return rows;
  }

  private static Object value(Type type, Object value) {
    if (value == null) return null;
    switch (type.typeId()) {
      case STRUCT:
        Map<String, Object> fields = new LinkedHashMap<>();
        List<Types.NestedField> names = type.asStructType().fields();
        for (int i = 0; i < names.size(); i++) {
          fields.put(names.get(i).name(), value(names.get(i).type(), ((StructLike) value).get(i, Object.class)));
        }
        return fields;
      case LIST:
        List<Object> items = new ArrayList<>();
        for (Object item : (Iterable<?>) value) items.add(value(type.asListType().elementType(), item));
        return items;
      case MAP:
        Map<String, Object> entries = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
          entries.put(entry.getKey().toString(), value(type.asMapType().valueType(), entry.getValue()));
        }
        return entries;
      default:
        return value;
    }
  }
}
