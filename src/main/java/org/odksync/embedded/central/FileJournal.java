package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An append-only file of JSON lines, which is sometimes rewritten as a whole. A kill can leave an
 * incomplete last line; reading ignores it.
 */
final class FileJournal implements Journal {

  private final Path file;

  FileJournal(Path file) {
    this.file = file;
  }

  @Override
  public List<JsonNode> read() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    if (Files.exists(file)) {
      byte[] all = Files.readAllBytes(file);
      int start = 0;
      for (int at = 0; at < all.length; at++) {
        if (all[at] == '\n') {
          lines.add(line(Arrays.copyOfRange(all, start, at), lines.size() + 1));
          start = at + 1;
        }
      }
    }
    return lines;
  }

  private JsonNode line(byte[] bytes, int number) throws IOException {
    try {
      return Json.read(bytes);
    } catch (IOException e) {
      throw new IOException(file + ", line " + number + " is not JSON", e);
    }
  }

  /** Appends in one write, so that another reader never sees half a line. */
  @Override
  public void append(JsonNode line) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      write(channel, ByteBuffer.wrap(bytes(List.of(line))));
    }
  }

  /** Replaces the file atomically: a kill leaves either the old file or the new one. */
  @Override
  public void rewrite(List<? extends JsonNode> lines) throws IOException {
    Path replacement = file.resolveSibling(file.getFileName() + ".new");
    Files.write(replacement, bytes(lines));
    Files.move(
        replacement, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static byte[] bytes(List<? extends JsonNode> lines) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (JsonNode line : lines) {
      all.writeBytes(Json.bytes(line));
      all.write('\n');
    }
    return all.toByteArray();
  }
}
