import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Map;

/** Writes values as JSON. Partition values and bounds are written in their internal form: a decimal unscaled, bytes in hex. */
final class Json {
  private Json() {}

  /** Text that is JSON already. */
  record Raw(String text) {}

  static String of(Object value) {
    StringBuilder out = new StringBuilder();
    write(out, value);
    return out.toString();
  }

  private static void write(StringBuilder out, Object value) {
    if (value == null || value instanceof Boolean) out.append(value);
    else if (value instanceof Raw raw) out.append(raw.text());
    else if (value instanceof BigDecimal decimal) out.append('"').append(decimal.unscaledValue()).append('"');
    else if (value instanceof Double || value instanceof Float) writeFloat(out, ((Number) value).doubleValue());
    else if (value instanceof Number) out.append(value);
    else if (value instanceof ByteBuffer bytes) writeBytes(out, bytes);
    else if (value instanceof byte[] bytes) writeBytes(out, ByteBuffer.wrap(bytes));
    else if (value instanceof Map<?, ?> map) writeObject(out, map);
    else if (value instanceof Iterable<?> list) writeArray(out, list);
    else writeText(out, value.toString());
  }

  private static void writeFloat(StringBuilder out, double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) writeText(out, Double.toString(value));
    else out.append(value);
  }

  private static void writeBytes(StringBuilder out, ByteBuffer bytes) {
    out.append('"');
    for (int i = bytes.position(); i < bytes.limit(); i++) out.append(String.format("%02x", bytes.get(i)));
    out.append('"');
  }

  private static void writeObject(StringBuilder out, Map<?, ?> map) {
    out.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      writeText(out, entry.getKey().toString());
      out.append(':');
      write(out, entry.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private static void writeArray(StringBuilder out, Iterable<?> list) {
    out.append('[');
    String separator = "";
    for (Object item : list) {
      out.append(separator);
      write(out, item);
      separator = ",";
    }
    out.append(']');
  }

  private static void writeText(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') out.append('\\').append(c);
      else if (c < ' ') out.append(String.format("\\u%04x", (int) c));
      else out.append(c);
    }
    out.append('"');
  }
}
