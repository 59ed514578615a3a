import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.*;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.Literal;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.puffin.Blob;
import org.apache.iceberg.puffin.Puffin;
import org.apache.iceberg.puffin.PuffinCompressionCodec;
import org.apache.iceberg.puffin.PuffinWriter;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.EdgeAlgorithm;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * Writes one table for each feature with Iceberg's own library (the files of data are only described, not written).
 * Argument: the folder of the warehouse. A line of JSON for each table.
 */
public final class IcebergTables {
  private static final Schema SIMPLE = new Schema(
      required(1, "id", Types.LongType.get()), optional(2, "region", Types.StringType.get()),
      optional(3, "ordered_at", Types.TimestampType.withZone()), optional(4, "amount", Types.DecimalType.of(12, 3)));
  private static final PartitionSpec BY_REGION = PartitionSpec.builderFor(SIMPLE).identity("region").build();

  private final HadoopCatalog catalog;
  private int files;

  private IcebergTables(String warehouse) {
    catalog = new HadoopCatalog(new Configuration(), warehouse);
  }

  private interface Feature {
    Table write(String name) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    IcebergTables tables = new IcebergTables(args[0]);
    for (Map.Entry<String, Feature> feature : tables.features().entrySet()) {
      Map<String, Object> said = new LinkedHashMap<>();
      said.put("table", feature.getKey());
      try {
        feature.getValue().write(feature.getKey());
        said.putAll(DescribeTable.withMetadataTables(tables.catalog.loadTable(id(feature.getKey()))));
      } catch (Exception | LinkageError e) {
        said.put("error", e.toString());
      }
      System.out.println(Json.of(said));
    }
  }

  private Map<String, Feature> features() {
    Map<String, Feature> all = new LinkedHashMap<>();
    for (int version = 1; version <= 3; version++) {
      int v = version;
      all.put("format_v" + v, name -> twice(create(name, SIMPLE, BY_REGION, v)));
    }
    all.put("inline_manifests", name -> {
      Table table = twice(create(name, SIMPLE, BY_REGION, 1, "write.manifest-lists.enabled", "false"));
      if (table.currentSnapshot().manifestListLocation() != null) throw new IllegalStateException("It wrote a manifest list");
      return table;
    });
    all.put("empty", name -> create(name, SIMPLE, PartitionSpec.unpartitioned(), 2));
    all.put("types_primitive", this::primitiveTypes);
    all.put("partition_by_fixed", this::fixedPartition);
    all.put("types_nanosecond", this::nanosecondTypes);
    all.put("types_v3", this::typesOfVersion3);
    all.put("types_nested", this::nestedTypes);
    all.put("transforms", this::transforms);
    all.put("partition_values", this::partitionValues);
    all.put("spec_evolution", name -> specEvolution(name, 2));
    all.put("spec_evolution_v1", name -> specEvolution(name, 1));
    all.put("sort_orders", this::sortOrders);
    all.put("schema_evolution", this::schemaEvolution);
    all.put("copy_on_write", this::copyOnWrite);
    all.put("position_deletes", this::positionDeletes);
    all.put("equality_deletes", this::equalityDeletes);
    all.put("deletion_vectors", this::deletionVectors);
    all.put("branches_and_tags", this::branchesAndTags);
    all.put("table_statistics", this::tableStatistics);
    all.put("partition_statistics", this::partitionStatistics);
    all.put("metadata_gzip", name -> twice(create(name, SIMPLE, BY_REGION, 2, "write.metadata.compression-codec", "gzip")));
    for (String codec : List.of("uncompressed", "gzip", "snappy", "zstd")) {
      all.put("manifests_" + codec, name -> twice(create(name, SIMPLE, BY_REGION, 2, "write.manifest.compression-codec", codec)));
    }
    all.put("manifest_rewrite", this::manifestRewrite);
    all.put("file_formats", this::fileFormats);
    all.put("bounds", this::bounds);
    all.put("compaction", this::compaction);
    all.put("expired_snapshots", this::expiredSnapshots);
    all.put("rollback", this::rollback);
    all.put("format_upgrade", this::formatUpgrade);
    all.put("row_lineage", name -> { Table t = twice(create(name, SIMPLE, BY_REGION, 3)); t.newDelete().deleteFromRowFilter(Expressions.equal("region", "north")).commit(); return twice(t); });
    return all;
  }

  private Table primitiveTypes(String name) {
    Map<String, Object[]> columns = new LinkedHashMap<>();
    columns.put("boolean_", new Object[] {Types.BooleanType.get(), false, true});
    columns.put("int_", new Object[] {Types.IntegerType.get(), -5, Integer.MAX_VALUE});
    columns.put("long_", new Object[] {Types.LongType.get(), Long.MIN_VALUE, Long.MAX_VALUE});
    columns.put("float_", new Object[] {Types.FloatType.get(), -1.5f, 2.25f});
    columns.put("double_", new Object[] {Types.DoubleType.get(), -1.5e300, 2.25e-300});
    columns.put("decimal9", new Object[] {Types.DecimalType.of(9, 2), new java.math.BigDecimal("-1234567.89"), new java.math.BigDecimal("0.01")});
    columns.put("decimal38", new Object[] {Types.DecimalType.of(38, 10), new java.math.BigDecimal("-1234567890123456789012345678.0123456789"), new java.math.BigDecimal("1.0000000000")});
    columns.put("date_", new Object[] {Types.DateType.get(), -719162, 20783});
    columns.put("time_", new Object[] {Types.TimeType.get(), 0L, 86399999999L});
    columns.put("timestamp_", new Object[] {Types.TimestampType.withoutZone(), -62135596800000000L, 1795678991477123L});
    columns.put("timestamptz_", new Object[] {Types.TimestampType.withZone(), -1L, 253402300799999999L});
    columns.put("string_", new Object[] {Types.StringType.get(), "", "zé\uD83D\uDE00"});
    columns.put("uuid_", new Object[] {Types.UUIDType.get(), new UUID(0, 1), UUID.fromString("f79c3e09-677c-4bbd-a479-3f349cb785e7")});
    columns.put("fixed_", new Object[] {Types.FixedType.ofLength(4), ByteBuffer.wrap(new byte[4]), ByteBuffer.wrap(new byte[] {-1, -1, -1, -1})});
    columns.put("binary_", new Object[] {Types.BinaryType.get(), ByteBuffer.wrap(new byte[0]), ByteBuffer.wrap(new byte[] {-1})});
    return typed(name, 2, columns);
  }

  /** Iceberg 1.11.0 writes such values with a length before them, against the Avro schema of its own file. */
  private Table fixedPartition(String name) {
    Map<String, Object[]> columns = new LinkedHashMap<>();
    columns.put("fixed_", new Object[] {Types.FixedType.ofLength(4), ByteBuffer.wrap(new byte[4]), ByteBuffer.wrap(new byte[] {-1, -1, -1, -1})});
    return typed(name, 2, columns);
  }

  private Table nanosecondTypes(String name) {
    Map<String, Object[]> columns = new LinkedHashMap<>();
    columns.put("timestamp_ns_", new Object[] {Types.TimestampNanoType.withoutZone(), -1L, 1795678991477123456L});
    columns.put("timestamptz_ns_", new Object[] {Types.TimestampNanoType.withZone(), Long.MIN_VALUE, Long.MAX_VALUE});
    return typed(name, 3, columns);
  }

  /** A column of each type; where it can be partitioned by, by identity, so that its values lie in manifests in both ways. */
  private Table typed(String name, int version, Map<String, Object[]> columns) {
    List<Types.NestedField> fields = new ArrayList<>();
    for (Map.Entry<String, Object[]> column : columns.entrySet()) {
      fields.add(optional(fields.size() + 1, column.getKey(), (Type) column.getValue()[0]));
    }
    Schema schema = new Schema(fields);
    PartitionSpec.Builder builder = PartitionSpec.builderFor(schema);
    // Not by fixed_: see fixedPartition.
    for (Types.NestedField field : fields) if (field.type().typeId() != Type.TypeID.FIXED || fields.size() == 1) builder.identity(field.name());
    Table table = create(name, schema, builder.build(), version);
    for (int end = 1; end <= 3; end++) {
      PartitionData partition = new PartitionData(table.spec().partitionType());
      Map<Integer, ByteBuffer> bounds = new LinkedHashMap<>();
      for (Types.NestedField field : table.schema().columns()) {
        Object value = end == 3 ? null : columns.get(field.name())[end];
        int position = table.spec().getFieldsBySourceId(field.fieldId()).isEmpty() ? -1
            : table.spec().fields().indexOf(table.spec().getFieldsBySourceId(field.fieldId()).get(0));
        if (position >= 0) partition.set(position, value);
        if (value != null) bounds.put(field.fieldId(), Conversions.toByteBuffer(field.type(), value));
      }
      Map<Integer, Long> counts = Map.of(1, 10L);
      table.newAppend().appendFile(data(table, partition).withMetrics(new Metrics(10L, counts, counts, Map.of(1, 0L), Map.of(), bounds, bounds)).build()).commit();
    }
    return table;
  }

  private Table typesOfVersion3(String name) {
    Schema schema = new Schema(
        required(1, "id", Types.LongType.get()), optional(2, "variant_", Types.VariantType.get()),
        optional(3, "geometry_", Types.GeometryType.crs84()), optional(4, "geometry_crs", Types.GeometryType.of("EPSG:3857")),
        optional(5, "geography_", Types.GeographyType.crs84()),
        optional(6, "geography_algorithm", Types.GeographyType.of("OGC:CRS84", EdgeAlgorithm.KARNEY)),
        optional(7, "unknown_", Types.UnknownType.get()),
        Types.NestedField.optional("defaulted").withId(8).ofType(Types.StringType.get())
            .withInitialDefault(Literal.of("before")).withWriteDefault(Literal.of("after")).withDoc("Has defaults").build(),
        Types.NestedField.required("defaulted_day").withId(9).ofType(Types.DateType.get())
            .withInitialDefault(Literal.of("2026-11-24").to(Types.DateType.get())).build());
    return append(create(name, schema, PartitionSpec.unpartitioned(), 3), null);
  }

  private Table nestedTypes(String name) {
    Schema schema = new Schema(
        required(1, "id", Types.LongType.get()),
        optional(2, "tags", Types.ListType.ofRequired(3, Types.StringType.get())),
        optional(4, "attributes", Types.MapType.ofOptional(5, 6, Types.StringType.get(),
            Types.ListType.ofOptional(7, Types.StructType.of(optional(8, "a.b", Types.IntegerType.get()), required(9, "c", Types.UUIDType.get(), "with a doc"))))),
        required(10, "place", Types.StructType.of(required(11, "point", Types.StructType.of(
            required(12, "x", Types.DoubleType.get()), optional(13, "y", Types.DoubleType.get()))))),
        optional(14, "by_key", Types.MapType.ofRequired(15, 16, Types.StructType.of(required(17, "k", Types.IntegerType.get())), Types.FixedType.ofLength(3))));
    PartitionSpec spec = PartitionSpec.builderFor(schema).bucket("id", 4).build();
    return append(create(name, schema, spec, 2), partition(spec, 3));
  }

  private Table transforms(String name) {
    Schema schema = new Schema(
        required(1, "id", Types.LongType.get()), optional(2, "name", Types.StringType.get()), optional(3, "amount", Types.DecimalType.of(9, 2)),
        optional(4, "day", Types.DateType.get()), optional(5, "ts", Types.TimestampType.withoutZone()), optional(6, "tz", Types.TimestampType.withZone()),
        optional(7, "bytes", Types.BinaryType.get()), optional(8, "tz2", Types.TimestampType.withZone()), optional(9, "ts2", Types.TimestampType.withoutZone()));
    PartitionSpec spec = PartitionSpec.builderFor(schema)
        .bucket("id", 16).truncate("name", 3).truncate("amount", 50).identity("day").year("ts", "ts_year").month("tz", "tz_month")
        .day("tz2", "tz2_day").hour("ts2", "ts2_hour").truncate("bytes", 2).alwaysNull("name", "name_void").build();
    Table table = create(name, schema, spec, 2);
    append(table, partition(spec, 7, "abc", new java.math.BigDecimal("-0.50"), 20000, 56, 682, 20783, 498811, ByteBuffer.wrap(new byte[] {0, -1}), null));
    append(table, partition(spec, 0, "\u00e9", new java.math.BigDecimal("100.00"), -1, -1, -1, -1, -1, ByteBuffer.wrap(new byte[0]), null));
    return append(table, partition(spec, null, null, null, null, null, null, null, null, null, null));
  }

  private Table partitionValues(String name) {
    Schema schema = new Schema(required(1, "id", Types.LongType.get()), optional(2, "regi\u00f6n=/ %", Types.StringType.get()), optional(3, "ratio", Types.DoubleType.get()));
    PartitionSpec spec = PartitionSpec.builderFor(schema).identity("regi\u00f6n=/ %").identity("ratio").build();
    Table table = create(name, schema, spec, 2);
    append(table, partition(spec, "a/b=c %\u00e9", Double.NaN));
    append(table, partition(spec, "", -0.0d));
    append(table, partition(spec, "", 0.0d));
    append(table, partition(spec, "null", 1.0e100));
    append(table, partition(spec, "null", Double.NEGATIVE_INFINITY));
    return append(table, partition(spec, null, null));
  }

  private Table specEvolution(String name, int version) {
    Table table = twice(create(name, SIMPLE, BY_REGION, version));
    table.updateSpec().addField(Expressions.month("ordered_at")).commit();
    append(table, partition(table.spec(), "north", 682));
    table.updateSpec().removeField("region").commit();
    PartitionData byMonth = new PartitionData(table.spec().partitionType());
    byMonth.set(byMonth.size() - 1, 683);
    append(table, byMonth);
    table.updateSpec().removeField("ordered_at_month").addField("id_bucket", Expressions.bucket("id", 8)).commit();
    table.updateSpec().renameField("id_bucket", "shard").commit();
    PartitionData byBucket = new PartitionData(table.spec().partitionType());
    byBucket.set(byBucket.size() - 1, 5);
    return append(table, byBucket);
  }

  private Table sortOrders(String name) {
    Table table = catalog.createTable(id(name), SIMPLE, PartitionSpec.unpartitioned(), null, Map.of("format-version", "2"));
    append(table, null);
    table.replaceSortOrder().asc("id", NullOrder.NULLS_LAST).commit();
    table.newAppend().appendFile(data(table, null).withSortOrder(table.sortOrder()).build()).commit();
    table.replaceSortOrder().desc(Expressions.bucket("id", 4), NullOrder.NULLS_FIRST).asc(Expressions.day("ordered_at")).desc(Expressions.truncate("region", 2)).commit();
    table.newAppend().appendFile(data(table, null).withSortOrder(table.sortOrder()).build()).commit();
    return table;
  }

  private Table schemaEvolution(String name) {
    Schema schema = new Schema(List.of(
        required(1, "id", Types.IntegerType.get()), required(2, "name", Types.StringType.get()), optional(3, "price", Types.DecimalType.of(9, 2)),
        optional(4, "ratio", Types.FloatType.get()), optional(5, "old", Types.StringType.get()),
        optional(6, "place", Types.StructType.of(optional(7, "city", Types.StringType.get()), optional(8, "zip", Types.IntegerType.get())))), Map.of(), java.util.Set.of(1));
    Table table = append(create(name, schema, PartitionSpec.unpartitioned(), 2), null);
    table.updateSchema().addColumn("added", Types.TimestampType.withZone(), "When").addColumn("place", "country", Types.StringType.get()).commit();
    append(table, null);
    table.updateSchema().renameColumn("name", "title").renameColumn("place.zip", "postcode").commit();
    table.updateSchema().updateColumn("id", Types.LongType.get()).updateColumn("ratio", Types.DoubleType.get()).updateColumn("price", Types.DecimalType.of(18, 2)).commit();
    append(table, null);
    table.updateSchema().makeColumnOptional("title").moveFirst("added").moveAfter("price", "ratio").moveBefore("place.country", "place.city").commit();
    table.updateSchema().deleteColumn("old").commit();
    table.updateSchema().addColumn("old", Types.StringType.get()).updateColumnDoc("old", "A new one of the same name").setIdentifierFields("id").commit();
    return append(table, null);
  }

  private Table copyOnWrite(String name) {
    Table table = create(name, SIMPLE, BY_REGION, 2);
    DataFile first = data(table, partition(BY_REGION, "north")).build();
    DataFile second = data(table, partition(BY_REGION, "south")).build();
    table.newAppend().appendFile(first).appendFile(second).commit();
    table.newOverwrite().deleteFile(first).addFile(data(table, partition(BY_REGION, "north")).withRecordCount(7).build()).commit();
    table.newDelete().deleteFile(second).commit();
    return table;
  }

  private Table positionDeletes(String name) {
    Table table = create(name, SIMPLE, BY_REGION, 2);
    DataFile north = data(table, partition(BY_REGION, "north")).build();
    DataFile south = data(table, partition(BY_REGION, "south")).build();
    table.newAppend().appendFile(north).appendFile(south).commit();
    // Of a whole partition, and of one file: named by the equal bounds of its path, or by reference.
    table.newRowDelta().addDeletes(deletes(table, "north").ofPositionDeletes().build()).commit();
    ByteBuffer path = Conversions.toByteBuffer(Types.StringType.get(), south.location());
    table.newRowDelta().addDeletes(deletes(table, "south").ofPositionDeletes().withMetrics(new Metrics(
        3L, Map.of(), Map.of(2147483546, 3L), Map.of(2147483546, 0L), Map.of(), Map.of(2147483546, path), Map.of(2147483546, path))).build()).commit();
    table.newRowDelta().addDeletes(deletes(table, "north").ofPositionDeletes().withReferencedDataFile(north.location()).build()).commit();
    append(table, partition(BY_REGION, "north"));
    return append(table, partition(BY_REGION, "east"));
  }

  private Table equalityDeletes(String name) {
    Table table = twice(create(name, SIMPLE, BY_REGION, 2));
    table.newRowDelta().addDeletes(deletes(table, "north").ofEqualityDeletes(1).build()).commit();
    append(table, partition(BY_REGION, "north"));
    table.newRowDelta().addDeletes(deletes(table, "south").ofEqualityDeletes(1, 4).build())
        .addRows(data(table, partition(BY_REGION, "south")).build()).commit();
    // Global: a delete of an unpartitioned spec applies to every partition.
    table.updateSpec().removeField("region").commit();
    table.newRowDelta().addDeletes(FileMetadata.deleteFileBuilder(table.spec()).ofEqualityDeletes(2).withPath(path(table))
        .withFormat(FileFormat.PARQUET).withFileSizeInBytes(500).withRecordCount(2).build()).commit();
    return append(table, null);
  }

  private Table deletionVectors(String name) {
    Table table = create(name, SIMPLE, BY_REGION, 3);
    DataFile north = data(table, partition(BY_REGION, "north")).build();
    DataFile south = data(table, partition(BY_REGION, "south")).build();
    table.newAppend().appendFile(north).appendFile(south).commit();
    String puffin = table.location() + "/data/deletes.puffin";
    table.newRowDelta().addDeletes(vector(table, north, puffin, 4, 3)).addDeletes(vector(table, south, puffin, 44, 9)).commit();
    DeleteFile replaced = vector(table, north, table.location() + "/data/more.puffin", 4, 5);
    table.newRowDelta().validateFromSnapshot(table.currentSnapshot().snapshotId()).removeDeletes(vector(table, north, puffin, 4, 3)).addDeletes(replaced).commit();
    return append(table, partition(BY_REGION, "north"));
  }

  private DeleteFile vector(Table table, DataFile file, String puffin, long offset, long records) {
    return FileMetadata.deleteFileBuilder(table.spec()).ofPositionDeletes().withPath(puffin).withFormat(FileFormat.PUFFIN)
        .withPartition(file.partition()).withFileSizeInBytes(120).withRecordCount(records)
        .withReferencedDataFile(file.location()).withContentOffset(offset).withContentSizeInBytes(40).build();
  }

  private Table branchesAndTags(String name) {
    Table table = twice(create(name, SIMPLE, BY_REGION, 2));
    long first = table.snapshots().iterator().next().snapshotId();
    table.manageSnapshots().createTag("v1", first).setMaxRefAgeMs("v1", 86_400_000L * 365).createBranch("audit").commit();
    table.newAppend().appendFile(data(table, partition(BY_REGION, "audit")).build()).toBranch("audit").commit();
    table.manageSnapshots().setMinSnapshotsToKeep("audit", 5).setMaxSnapshotAgeMs("audit", 604_800_000L).setMaxRefAgeMs("audit", Long.MAX_VALUE)
        .createBranch("r\u00e9lease/2026 11").setMinSnapshotsToKeep("main", 3).commit();
    table.newAppend().appendFile(data(table, partition(BY_REGION, "staged")).build()).stageOnly().commit();
    return table;
  }

  private Table tableStatistics(String name) throws Exception {
    Table table = twice(create(name, SIMPLE, BY_REGION, 2));
    for (Snapshot snapshot : table.snapshots()) {
      OutputFile out = table.io().newOutputFile(table.location() + "/metadata/" + snapshot.snapshotId() + ".stats");
      PuffinWriter writer = Puffin.write(out).createdBy("testbed").build();
      writer.add(new Blob("apache-datasketches-theta-v1", List.of(1), snapshot.snapshotId(), snapshot.sequenceNumber(),
          ByteBuffer.wrap(new byte[] {1, 2, 3}), PuffinCompressionCodec.NONE, Map.of("ndv", "20")));
      writer.add(new Blob("of-our-own", List.of(2, 3), snapshot.snapshotId(), snapshot.sequenceNumber(), ByteBuffer.wrap(new byte[9])));
      writer.finish();
      writer.close();
      List<BlobMetadata> blobs = new ArrayList<>();
      for (org.apache.iceberg.puffin.BlobMetadata blob : writer.writtenBlobsMetadata()) blobs.add(GenericBlobMetadata.from(blob));
      table.updateStatistics().setStatistics(new GenericStatisticsFile(
          snapshot.snapshotId(), out.location(), writer.fileSize(), writer.footerSize(), blobs)).commit();
    }
    return table;
  }

  private Table partitionStatistics(String name) {
    Table table = twice(create(name, SIMPLE, BY_REGION, 2));
    for (Snapshot snapshot : table.snapshots()) {
      table.updatePartitionStatistics().setPartitionStatistics(ImmutableGenericPartitionStatisticsFile.builder()
          .snapshotId(snapshot.snapshotId()).path(table.location() + "/metadata/partition-stats-" + snapshot.snapshotId() + ".parquet")
          .fileSizeInBytes(4321L).build()).commit();
    }
    return table;
  }

  private Table manifestRewrite(String name) {
    Table table = twice(twice(create(name, SIMPLE, BY_REGION, 2)));
    table.rewriteManifests().clusterBy(file -> String.valueOf(file.partition().get(0, String.class))).commit();
    table.newDelete().deleteFromRowFilter(Expressions.equal("region", "south")).commit();
    return append(table, partition(BY_REGION, "north"));
  }

  private Table fileFormats(String name) {
    Table table = create(name, SIMPLE, PartitionSpec.unpartitioned(), 2);
    for (FileFormat format : List.of(FileFormat.PARQUET, FileFormat.ORC, FileFormat.AVRO, FileFormat.ORC)) {
      table.newAppend().appendFile(data(table, null).withPath(table.location() + "/data/" + files + "." + format.name().toLowerCase()).withFormat(format).build()).commit();
    }
    return table;
  }

  private Table bounds(String name) {
    Table table = create(name, SIMPLE, PartitionSpec.unpartitioned(), 2);
    for (int i = 0; i < 5; i++) {
      Map<Integer, ByteBuffer> lower = Map.of(1, Conversions.toByteBuffer(Types.LongType.get(), i * 10L), 2, Conversions.toByteBuffer(Types.StringType.get(), "a" + i));
      Map<Integer, ByteBuffer> upper = Map.of(1, Conversions.toByteBuffer(Types.LongType.get(), i * 10L + 15), 2, Conversions.toByteBuffer(Types.StringType.get(), "z"));
      Metrics metrics = new Metrics(10L, Map.of(1, 80L, 2, 200L), Map.of(1, 10L, 2, 10L), Map.of(1, 0L, 2, (long) i), Map.of(4, 1L), i == 4 ? Map.of() : lower, i == 4 ? Map.of() : upper);
      table.newAppend().appendFile(data(table, null).withMetrics(metrics).withSplitOffsets(List.of(4L, 500L)).withEncryptionKeyMetadata((ByteBuffer) null).build()).commit();
    }
    return table;
  }

  private Table compaction(String name) {
    Table table = create(name, SIMPLE, BY_REGION, 2);
    java.util.Set<DataFile> small = new java.util.HashSet<>();
    for (int i = 0; i < 3; i++) small.add(data(table, partition(BY_REGION, "north")).build());
    AppendFiles append = table.newAppend();
    for (DataFile file : small) append.appendFile(file);
    append.commit();
    table.newRewrite().rewriteFiles(small, java.util.Set.of(data(table, partition(BY_REGION, "north")).withRecordCount(30).withFileSizeInBytes(5000).build())).commit();
    return table;
  }

  private Table expiredSnapshots(String name) {
    Table table = twice(twice(create(name, SIMPLE, BY_REGION, 2)));
    List<Long> ids = new ArrayList<>();
    for (Snapshot snapshot : table.snapshots()) ids.add(snapshot.snapshotId());
    table.expireSnapshots().expireSnapshotId(ids.get(1)).expireSnapshotId(ids.get(2)).deleteWith(file -> {}).commit();
    return append(table, partition(BY_REGION, "north"));
  }

  private Table rollback(String name) {
    Table table = twice(create(name, SIMPLE, BY_REGION, 2));
    long first = table.snapshots().iterator().next().snapshotId();
    table.manageSnapshots().rollbackTo(first).commit();
    append(table, partition(BY_REGION, "again"));
    return table;
  }

  private Table formatUpgrade(String name) {
    Table table = twice(create(name, SIMPLE, BY_REGION, 1));
    for (String version : List.of("2", "3")) {
      table.updateProperties().set("format-version", version).commit();
      twice(table);
      if (version.equals("2")) table.newRowDelta().addDeletes(deletes(table, "north").ofPositionDeletes().build()).commit();
    }
    return table;
  }

  private Table create(String name, Schema schema, PartitionSpec spec, int version, String... properties) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("format-version", String.valueOf(version));
    all.put("owner", "team \"\u00e9\"");
    for (int i = 0; i < properties.length; i += 2) all.put(properties[i], properties[i + 1]);
    return catalog.createTable(id(name), schema, spec, all);
  }

  /** Two commits: of two files, and of one without a value for its partition. */
  private Table twice(Table table) {
    table.newAppend().appendFile(data(table, partition(table.spec(), "north")).build()).appendFile(data(table, partition(table.spec(), "south")).build()).commit();
    return append(table, partition(table.spec(), new Object[] {null}));
  }

  private Table append(Table table, StructLike partition) {
    table.newFastAppend().appendFile(data(table, partition).build()).commit();
    return table;
  }

  private DataFiles.Builder data(Table table, StructLike partition) {
    DataFiles.Builder builder = DataFiles.builder(table.spec()).withPath(path(table)).withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(700L + 37L * files * files).withRecordCount(10 + files % 7);
    return partition == null ? builder : builder.withPartition(partition);
  }

  private FileMetadata.Builder deletes(Table table, String region) {
    return FileMetadata.deleteFileBuilder(BY_REGION).withPath(path(table)).withFormat(FileFormat.PARQUET)
        .withPartition(partition(BY_REGION, region)).withFileSizeInBytes(300 + files).withRecordCount(1 + files % 4);
  }

  private String path(Table table) {
    return table.location() + "/data/" + files++ + ".parquet";
  }

  private static PartitionData partition(PartitionSpec spec, Object... values) {
    PartitionData partition = new PartitionData(spec.partitionType());
    for (int i = 0; i < values.length; i++) partition.set(i, values[i]);
    return partition;
  }

  private static TableIdentifier id(String name) {
    return TableIdentifier.of(Namespace.of("db"), name);
  }

  private static Types.NestedField required(int id, String name, Type type, String... doc) {
    return doc.length == 0 ? Types.NestedField.required(id, name, type) : Types.NestedField.required(id, name, type, doc[0]);
  }

  private static Types.NestedField optional(int id, String name, Type type) {
    return Types.NestedField.optional(id, name, type);
  }
}
