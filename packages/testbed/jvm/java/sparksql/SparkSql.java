import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What {@code spark-sql} does with {@code --conf} and {@code -e}: prints the rows of the last statement. The jars of
 * {@code --packages} are on the class path already.
 */
public final class SparkSql {
  private SparkSql() {}

  public static void main(String[] args) {
    SparkSession.Builder builder = SparkSession.builder().master("local[1]")
        .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").config("spark.ui.enabled", "false");
    List<String> statements = new ArrayList<>();
    for (int i = 0; i < args.length; i += 2) {
      switch (args[i]) {
        case "--packages" -> { }
        case "--conf" -> {
          String[] setting = args[i + 1].split("=", 2);
          builder.config(setting[0], setting[1]);
        }
        case "-e" -> statements.addAll(List.of(args[i + 1].split("; ")));
        default -> throw new IllegalArgumentException(args[i]);
      }
    }
    SparkSession spark = builder.getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    List<Row> rows = List.of();
    for (String statement : statements) rows = spark.sql(statement).collectAsList();
    for (Row row : rows) System.out.println(row.mkString("\t"));
    spark.stop();
  }
}
