import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.*;
import org.apache.iceberg.deletes.BaseDVFileWriter;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.types.Types;

/**
 * Writes the metadata of the tables of the health benchmark with Iceberg's own library, around data and delete files that
 * are there. Argument: the plan, a JSON file (tables/buildTables.ts). Prints a line of JSON for each table.
 */
public final class HealthTables {
  private static final Schema SCHEMA = new Schema(
      optional(1, "order_key", Types.LongType.get()), optional(2, "shipped", Types.DateType.get()),
      optional(3, "part", Types.IntegerType.get()), optional(4, "supplier", Types.IntegerType.get()),
      optional(5, "quantity", Types.IntegerType.get()), optional(6, "price_cents", Types.LongType.get()),
      optional(7, "discount", Types.IntegerType.get()), optional(8, "tax", Types.IntegerType.get()),
      optional(9, "flag", Types.StringType.get()), optional(10, "status", Types.StringType.get()),
      optional(11, "mode", Types.StringType.get()), optional(12, "comment", Types.StringType.get()));
  private static final ObjectMapper JSON = new ObjectMapper();
  /** Each commit has manifests of its own while the table is written; the table itself does not keep that. */
  private static final String MERGE = "commit.manifest-merge.enabled";

  private final Map<String, JsonNode> read = new HashMap<>();
  private final File folder;
  private final String prefix;
  private final FolderFileIO io;

  private HealthTables(File folder, String prefix) {
    this.folder = folder;
    this.prefix = prefix;
    io = new FolderFileIO(prefix, folder);
  }

  public static void main(String[] args) throws Exception {
    JsonNode plan = JSON.readTree(new File(args[0]));
    for (Map.Entry<String, JsonNode> prefix : plan.get("prefixes").properties()) {
      HealthTables tables = new HealthTables(new File(plan.get("folder").asText()), prefix.getValue().asText());
      for (JsonNode table : plan.get("tables")) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("table", table.get("name").asText());
        said.put("store", prefix.getKey());
        said.put("metadata", tables.write(table, prefix.getKey()));
        System.out.println(Json.of(said));
      }
    }
  }

  /** What is there already stays. Returns the path of the metadata file below the folder. */
  private String write(JsonNode plan, String store) throws Exception {
    String name = plan.get("name").asText();
    String directory = "tables/" + store + "/" + name;
    String metadata = directory + "/metadata/00001-" + UUID.nameUUIDFromBytes(name.getBytes()) + ".metadata.json";
    if (new File(folder, metadata).exists()) return metadata;
    PartitionSpec spec = spec(plan);
    Map<String, String> properties = new HashMap<>(Map.of("format-version", plan.get("formatVersion").asText(), MERGE, "false"));
    properties.put("write.metadata.delete-after-commit.enabled", "true");
    Operations operations = new Operations(TableMetadata.newTableMetadata(SCHEMA, spec, SortOrder.unsorted(), prefix + directory, properties));
    Table table = new BaseTable(operations, name);
    List<DataFile> files = dataFiles(table, read(plan.get("fileSet").asText()));
    appendInManifests(table, operations, files, plan.get("manifests").asInt());
    for (int i = 1; i < plan.get("snapshots").asInt(); i++) table.newFastAppend().commit();
    if (plan.hasNonNull("deleteSet")) addDeletes(table, read(plan.get("deleteSet").asText()), store, plan.get("deleteManifests").asInt());
    if (plan.get("deletionVectors").asBoolean()) addVectors(table, read(plan.get("fileSet").asText()));
    table.updateProperties().remove(MERGE).commit();
    TableMetadataParser.write(operations.current(), io.newOutputFile(prefix + metadata));
    return metadata;
  }

  private JsonNode read(String path) throws Exception {
    JsonNode known = read.get(path);
    if (known == null) read.put(path, known = JSON.readTree(new File(path)));
    return known;
  }

  private static PartitionSpec spec(JsonNode plan) {
    if (!plan.hasNonNull("partitionBy")) return PartitionSpec.unpartitioned();
    PartitionSpec.Builder builder = PartitionSpec.builderFor(SCHEMA);
    return (plan.get("partitionBy").asText().equals("month") ? builder.month("shipped") : builder.day("shipped")).build();
  }

  private List<DataFile> dataFiles(Table table, JsonNode files) {
    List<DataFile> described = new ArrayList<>();
    for (JsonNode file : files) {
      long records = file.get("records").asLong();
      Metrics metrics = file.has("lower")
          ? new Metrics(records, longs(file.get("columnSizes")), longs(file.get("valueCounts")), longs(file.get("nullCounts")), null, bytes(file.get("lower")), bytes(file.get("upper")))
          : new Metrics(records, null, null, null, null, null, null);
      DataFiles.Builder builder = DataFiles.builder(table.spec()).withPath(prefix + file.get("path").asText())
          .withFormat(FileFormat.PARQUET).withFileSizeInBytes(file.get("bytes").asLong()).withMetrics(metrics);
      described.add(file.hasNonNull("partition") ? builder.withPartition(partition(table.spec(), file.get("partition").asInt())).build() : builder.build());
    }
    return described;
  }

  /** One snapshot, however many manifests. */
  private void appendInManifests(Table table, Operations operations, List<DataFile> files, int manifests) throws Exception {
    AppendFiles append = table.newFastAppend();
    for (int i = 0; i < manifests; i++) {
      OutputFile out = operations.io().newOutputFile(table.location() + "/metadata/data-" + i + ".avro");
      ManifestWriter<DataFile> writer = ManifestFiles.write(operations.current().formatVersion(), table.spec(), out, null);
      try (writer) {
        for (DataFile file : files.subList(i * files.size() / manifests, (i + 1) * files.size() / manifests)) writer.add(file);
      }
      append.appendManifest(writer.toManifestFile());
    }
    append.commit();
  }

  /** One manifest for each commit. */
  private void addDeletes(Table table, JsonNode deletes, String store, int manifests) {
    JsonNode files = deletes.get("files").get(store);
    boolean byKey = deletes.get("kind").asText().equals("equality");
    for (int i = 0; i < manifests; i++) {
      RowDelta delta = table.newRowDelta();
      for (int j = i * files.size() / manifests; j < (i + 1) * files.size() / manifests; j++) {
        JsonNode file = files.get(j);
        FileMetadata.Builder builder = FileMetadata.deleteFileBuilder(table.spec()).withPath(prefix + file.get("path").asText())
            .withFormat(FileFormat.PARQUET).withFileSizeInBytes(file.get("bytes").asLong()).withRecordCount(file.get("records").asLong());
        if (byKey) builder.ofEqualityDeletes(1);
        else builder.ofPositionDeletes();
        if (file.hasNonNull("referenced")) builder.withReferencedDataFile(file.get("referenced").asText());
        delta.addDeletes(builder.build());
      }
      delta.commit();
    }
  }

  private void addVectors(Table table, JsonNode files) throws Exception {
    RowDelta delta = table.newRowDelta();
    BaseDVFileWriter writer = new BaseDVFileWriter(() -> io.newOutputFile(table.location() + "/data/deletes.puffin"), path -> null);
    try (writer) {
      for (JsonNode file : files) {
        for (JsonNode position : file.get("extra")) writer.delete(prefix + file.get("path").asText(), position.asLong(), table.spec(), null);
      }
    }
    writer.result().deleteFiles().forEach(delta::addDeletes);
    delta.commit();
  }

  private static PartitionData partition(PartitionSpec spec, int value) {
    PartitionData partition = new PartitionData(spec.partitionType());
    partition.set(0, value);
    return partition;
  }

  private static Map<Integer, Long> longs(JsonNode node) {
    Map<Integer, Long> map = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) map.put(Integer.valueOf(entry.getKey()), entry.getValue().asLong());
    return map;
  }

  private static Map<Integer, ByteBuffer> bytes(JsonNode node) {
    Map<Integer, ByteBuffer> map = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) map.put(Integer.valueOf(entry.getKey()), ByteBuffer.wrap(Base64.getDecoder().decode(entry.getValue().asText())));
    return map;
  }

  private static Types.NestedField optional(int id, String name, org.apache.iceberg.types.Type type) {
    return Types.NestedField.optional(id, name, type);
  }

  /** Keeps the metadata in memory: the file is written once, at the end. */
  private final class Operations implements TableOperations {
    private TableMetadata current;

    Operations(TableMetadata created) {
      current = created;
    }

    @Override
    public TableMetadata current() {
      return current;
    }

    @Override
    public TableMetadata refresh() {
      return current;
    }

    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
      if (base != current) throw new IllegalStateException("There is no other writer");
      current = metadata;
    }

    @Override
    public FileIO io() {
      return io;
    }

    @Override
    public String metadataFileLocation(String fileName) {
      return current.location() + "/metadata/" + fileName;
    }

    @Override
    public LocationProvider locationProvider() {
      return LocationProviders.locationsFor(current.location(), current.properties());
    }
  }
}
