import java.io.IOException;
import java.util.Arrays;

/**
 * Runs the main method of the class that its first argument names, until standard input ends: a server ends with the
 * process that started it, however that one ended. The servers of the testbed read nothing from standard input themselves.
 */
public final class WithParent {
  private WithParent() {}

  public static void main(String[] args) throws Throwable {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {}
              } catch (IOException end) {
                // As good as its end.
              }
              // Not exit: shutdown hooks of servers may wait for long.
              Runtime.getRuntime().halt(0);
            });
    watch.setDaemon(true);
    watch.start();
    try {
      Class.forName(args[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (java.lang.reflect.InvocationTargetException failure) {
      failure.getCause().printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }
}
