import io.trino.plugin.iceberg.IcebergPlugin;
import io.trino.plugin.tpch.TpchPlugin;
import io.trino.testing.DistributedQueryRunner;
import io.trino.testing.TestingSession;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * A single-node Trino of which only jars are published. Arguments: a port of the loopback interface, a folder for its data, and
 * one with a NAME.properties for each catalog.
 */
public final class TrinoFromJars {
  private TrinoFromJars() {}

  public static void main(String[] args) throws Exception {
    var runner =
        DistributedQueryRunner.builder(TestingSession.testSessionBuilder().build())
            .setWorkerCount(0)
            .setBaseDataDir(java.util.Optional.of(Path.of(args[1])))
            .addCoordinatorProperty("http-server.http.port", args[0])
            .build();
    runner.installPlugin(new TpchPlugin());
    runner.installPlugin(new IcebergPlugin());
    try (var files = Files.newDirectoryStream(Path.of(args[2]), "*.properties")) {
      for (Path file : files) {
        Map<String, String> properties = read(file);
        String name = file.getFileName().toString().replaceFirst("\\.properties$", "");
        runner.createCatalog(name, properties.remove("connector.name"), properties);
      }
    }
    Thread.currentThread().join();
  }

  private static Map<String, String> read(Path file) throws Exception {
    var properties = new Properties();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Map<String, String> map = new HashMap<>();
    properties.forEach((key, value) -> map.put((String) key, (String) value));
    return map;
  }
}
