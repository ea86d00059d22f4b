package org.odksync.embedded.central;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The image of a file name: a house or a street plan, 320 to 1280 pixels wide. Drawn on each
 * request, always the same for the same submission and name.
 */
final class Image {

  private static final float QUALITY = 0.7f;
  private static final int[] WIDTHS = {320, 320, 400, 400, 480, 480, 640, 640, 800, 1280};
  private static final int[] WALLS = {0xE8D8B0, 0xD9A066, 0xC8C8C0, 0xB85C4A, 0xF0F0E0, 0x88A8B8};
  private static final int[] ROOFS = {0x7A3B2E, 0x55606A, 0x8C8478, 0x3E5A3C};

  private final long seed;
  private final Random random;

  Image(String submissionId, String name) {
    this.seed = 31L * submissionId.hashCode() + name.hashCode();
    this.random = new Random(seed);
  }

  byte[] jpeg() throws IOException {
    int width = WIDTHS[random.nextInt(WIDTHS.length)];
    Canvas canvas = new Canvas(width, width * 3 / 4);
    if (random.nextInt(3) > 0) {
      house(canvas);
    } else {
      plan(canvas);
    }
    // Larger images get finer grain, so that none is much larger than 100 KB.
    canvas.grain(seed, width > 700 ? 5 : 14);
    return encoded(canvas);
  }

  private void house(Canvas canvas) {
    int w = canvas.width();
    int h = canvas.height();
    for (int y = 0; y < h; y++) {
      canvas.box(0, y, w, y + 1, 0x6090C0 + (y * 60 / h) * 0x010101);
    }
    int ground = h * 3 / 4;
    canvas.box(0, ground, w, h, 0xC0905C);
    int left = w / 8 + random.nextInt(w / 8);
    int right = w - w / 8 - random.nextInt(w / 8);
    int top = h / 3 + random.nextInt(h / 8);
    canvas.box(left, top, right, ground + h / 12, pick(WALLS));
    canvas.roof(left - w / 20, right + w / 20, top, h / 8, pick(ROOFS));
    int windows = 2 + random.nextInt(4);
    int room = (right - left) / windows;
    for (int i = 0; i < windows; i++) {
      int x = left + i * room + room / 4;
      canvas.box(x, top + h / 16, x + room / 2, top + h / 6, 0x304860);
    }
    int door = left + random.nextInt(windows) * room + room / 4;
    canvas.box(door, ground - h / 6, door + room / 3, ground + h / 12, 0x5A3A20);
    canvas.roof(0, w / 7, ground, h / 3, 0x3C7A3C);
  }

  private void plan(Canvas canvas) {
    int w = canvas.width();
    int h = canvas.height();
    canvas.box(0, 0, w, h, 0xECE8DC);
    int block = w / (4 + random.nextInt(4));
    int street = Math.max(4, block / 6);
    for (int y = 0; y < h; y += block) {
      for (int x = 0; x < w; x += block) {
        int color = random.nextInt(5) == 0 ? 0xA8CC98 : pick(WALLS);
        int depth = street + random.nextInt(block / 4);
        canvas.box(x + street, y + street, x + block - depth / 2, y + block - depth / 2, color);
      }
    }
    int river = random.nextInt(w);
    for (int y = 0; y < h; y++) {
      int bend = (int) (Math.sin(y * 6.0 / h) * block);
      canvas.box(river + bend, y, river + bend + street * 2, y + 1, 0x80B0D8);
    }
  }

  private int pick(int[] colors) {
    return colors[random.nextInt(colors.length)];
  }

  private static byte[] encoded(Canvas canvas) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    // Explicitly in memory: the default writes a temporary file for each image.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(canvas.image(), null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
