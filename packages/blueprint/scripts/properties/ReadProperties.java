import java.io.IOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/**
 * Prints what the configuration classes of jars say, one line each: JAR, kind (config, legacy, defunct), property, and
 * for a legacy one the property that replaced it. Needs Java 24 or newer.
 */
public class ReadProperties {
  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      try (JarFile file = new JarFile(jar)) {
        String name = Path.of(jar).getFileName().toString().replaceFirst("-\\d.*$", "");
        for (var entry : (Iterable<java.util.jar.JarEntry>) file.stream()::iterator) {
          if (!entry.getName().endsWith(".class") || entry.getName().startsWith("META-INF")) continue;
          ClassModel model;
          try {
            model = ClassFile.of().parse(file.getInputStream(entry).readAllBytes());
          } catch (IllegalArgumentException e) {
            continue;
          }
          for (String defunct : values(annotations(model), "DefunctConfig"))
            System.out.println(name + "\tdefunct\t" + defunct);
          for (var method : model.methods()) {
            var found = method.findAttribute(Attributes.runtimeVisibleAnnotations()).map(a -> a.annotations()).orElse(List.of());
            List<String> config = values(found, "Config");
            for (String property : config) System.out.println(name + "\tconfig\t" + property);
            for (String legacy : values(found, "LegacyConfig"))
              System.out.println(name + "\tlegacy\t" + legacy + "\t" + (config.isEmpty() ? replacedBy(found) : config.get(0)));
          }
        }
      }
    }
  }

  private static List<Annotation> annotations(ClassModel model) {
    return model.findAttribute(Attributes.runtimeVisibleAnnotations()).map(a -> a.annotations()).orElse(List.of());
  }

  private static String replacedBy(List<Annotation> annotations) {
    for (Annotation a : annotations)
      if (a.classSymbol().displayName().equals("LegacyConfig"))
        for (var element : a.elements())
          if (element.name().equalsString("replacedBy") && element.value() instanceof AnnotationValue.OfString s)
            return s.stringValue();
    return "";
  }

  private static List<String> values(List<Annotation> annotations, String name) {
    List<String> result = new ArrayList<>();
    for (Annotation annotation : annotations) {
      if (!annotation.classSymbol().descriptorString().equals("Lio/airlift/configuration/" + name + ";")) continue;
      for (var element : annotation.elements()) {
        if (!element.name().equalsString("value")) continue;
        switch (element.value()) {
          case AnnotationValue.OfString s -> result.add(s.stringValue());
          case AnnotationValue.OfArray array -> {
            for (var item : array.values())
              if (item instanceof AnnotationValue.OfString s) result.add(s.stringValue());
          }
          default -> throw new IllegalStateException("unexpected value of " + name);
        }
      }
    }
    return result;
  }
}
