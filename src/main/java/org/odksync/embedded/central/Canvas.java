package org.odksync.embedded.central;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/**
 * A pixel canvas. Does not use Java's own drawing, which needs a graphics environment and fonts
 * that a small container lacks.
 */
final class Canvas {

  private final int width;
  private final int height;
  private final int[] pixels;
  private final BufferedImage image;

  Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    this.pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  BufferedImage image() {
    return image;
  }

  /** Draws a filled rectangle, clipped to the canvas. */
  void box(int left, int top, int right, int bottom, int color) {
    int from = Math.max(0, left);
    int to = Math.min(width, right);
    for (int y = Math.max(0, top); y < Math.min(height, bottom) && from < to; y++) {
      Arrays.fill(pixels, y * width + from, y * width + to, color);
    }
  }

  /** Draws a filled triangle with a level base: a roof or a tree. */
  void roof(int left, int right, int base, int peak, int color) {
    int middle = (left + right) / 2;
    int rise = Math.max(1, base - peak);
    for (int y = peak; y < base; y++) {
      int half = (right - left) / 2 * (y - peak) / rise;
      box(middle - half, y, middle + half, y + 1, color);
    }
  }

  /** Adds noise to each pixel, as a camera does. The same seed gives the same noise. */
  void grain(long seed, int strength) {
    long state = seed | 1;
    for (int at = 0; at < pixels.length; at++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      int shift = (int) (state >>> 40) % (2 * strength + 1) - strength;
      int color = pixels[at];
      pixels[at] =
          (clamp(((color >> 16) & 255) + shift) << 16)
              | (clamp(((color >> 8) & 255) + shift) << 8)
              | clamp((color & 255) + shift);
    }
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
