import java.io.File;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/** Files of a folder by the names that a store in front of it gives them: {@code s3://lake/a} is the file {@code a}. */
final class FolderFileIO implements FileIO {
  private final String prefix;
  private final File folder;

  FolderFileIO(String prefix, File folder) {
    this.prefix = prefix;
    this.folder = folder;
  }

  File file(String location) {
    if (!location.startsWith(prefix)) throw new IllegalArgumentException(location + " is not below " + prefix);
    return new File(folder, location.substring(prefix.length()));
  }

  @Override
  public InputFile newInputFile(String location) {
    InputFile local = Files.localInput(file(location));
    return new InputFile() {
      @Override
      public long getLength() {
        return local.getLength();
      }

      @Override
      public SeekableInputStream newStream() {
        return local.newStream();
      }

      @Override
      public String location() {
        return location;
      }

      @Override
      public boolean exists() {
        return local.exists();
      }
    };
  }

  @Override
  public OutputFile newOutputFile(String location) {
    File file = file(location);
    return new OutputFile() {
      @Override
      public PositionOutputStream create() {
        return createOrOverwrite();
      }

      @Override
      public PositionOutputStream createOrOverwrite() {
        file.getParentFile().mkdirs();
        return Files.localOutput(file).createOrOverwrite();
      }

      @Override
      public String location() {
        return location;
      }

      @Override
      public InputFile toInputFile() {
        return newInputFile(location);
      }
    };
  }

  @Override
  public void deleteFile(String location) {
    if (!file(location).delete()) throw new IllegalStateException("Not deleted: " + location);
  }
}
