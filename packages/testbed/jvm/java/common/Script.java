import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statements for each table: lines of its name, a tab, and a statement. */
final class Script {
  private Script() {}

  static Map<String, List<String>> read(String file) throws IOException {
    Map<String, List<String>> statements = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of(file))) {
      String[] parts = line.split("\t", 2);
      statements.computeIfAbsent(parts[0], table -> new ArrayList<>()).add(parts[1]);
    }
    return statements;
  }
}
