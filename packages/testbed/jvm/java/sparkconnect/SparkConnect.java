import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Spark with a Spark Connect server. Arguments: the port of Spark Connect, and one at which {@code PUT /catalogs} replaces
 * the catalogs that sessions begun from then on have: the body is a properties file with the keys of
 * {@code spark.sql.catalog.…}. Both listen on the loopback interface.
 */
public final class SparkConnect {
  private static final String PREFIX = "spark.sql.catalog.";

  /** Tables in a folder, which are there without any other system. */
  private static final String FILES = PREFIX + "files";

  private SparkConnect() {}

  public static void main(String[] args) throws IOException {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("testbed")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
            // Rows of metadata tables have moments, not those of the machine's zone.
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/spark-warehouse")
            .config(FILES, "org.apache.iceberg.spark.SparkCatalog")
            .config(FILES + ".type", "hadoop")
            .config(FILES + ".warehouse", System.getProperty("java.io.tmpdir") + "/files")
            .config("spark.connect.grpc.binding.address", "127.0.0.1")
            .config("spark.connect.grpc.binding.port", args[0])
            .config("spark.plugins", "org.apache.spark.sql.connect.SparkConnectPlugin")
            .getOrCreate();
    spark.sparkContext().setLogLevel("WARN");
    // The one that new sessions of Spark Connect take over.
    SparkConf conf = spark.sparkContext().conf();
    HttpServer control =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1])), 0);
    control.createContext("/catalogs", exchange -> replaceCatalogs(exchange, conf));
    control.start();
  }

  private static void replaceCatalogs(HttpExchange exchange, SparkConf conf) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("PUT")) {
        Properties catalogs = new Properties();
        catalogs.load(new StringReader(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        for (var setting : conf.getAll()) {
          if (setting._1().startsWith(PREFIX) && !setting._1().startsWith(FILES)) conf.remove(setting._1());
        }
        for (String key : catalogs.stringPropertyNames()) {
          if (!key.startsWith(PREFIX)) throw new IOException("Not a setting of a catalog: " + key);
        }
        for (String key : catalogs.stringPropertyNames()) conf.set(key, catalogs.getProperty(key));
      }
      exchange.sendResponseHeaders(204, -1);
    }
  }
}
